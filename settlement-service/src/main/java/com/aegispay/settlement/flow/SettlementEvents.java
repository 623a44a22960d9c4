package com.aegispay.settlement.flow;

import com.aegispay.outbox.Event;
import com.aegispay.settlement.closing.Payout;
import com.aegispay.settlement.closing.Settlement;
import com.aegispay.settlement.closing.Totals;
import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.resource.PayoutResource;
import com.aegispay.settlement.resource.SettlementResource;
import com.aegispay.starter.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What other services are told of a settlement; the contracts are in contracts/events/settlements.
 */
final class SettlementEvents {

  static final String TOPIC = "settlements";

  /** So that an event stays small whatever a settlement closes. */
  static final int PAYMENTS_AN_EVENT = 500;

  private final Ids ids;

  SettlementEvents(Ids ids) {
    this.ids = ids;
  }

  private record SettlementClosed(
      String settlement,
      String currency,
      long gross,
      long fees,
      long refunds,
      long net,
      @Nullable String payout) {}

  private record PaymentsSettled(String settlement, List<String> payments) {}

  private record PayoutCreated(String payout, String settlement, long amount, String currency) {}

  List<Event> of(Settlement settlement, @Nullable Payout payout, List<String> payments) {
    Book book = settlement.book();
    Instant at = settlement.createdAt();
    Totals totals = settlement.closing().totals();
    List<Event> events = new ArrayList<>();
    events.add(
        event(
            "settlement.closed",
            settlement.id(),
            1,
            book,
            at,
            new SettlementClosed(
                settlement.id(),
                totals.gross().currency().code(),
                totals.gross().minor(),
                totals.fees().minor(),
                totals.refunds().minor(),
                totals.net().minor(),
                settlement.payoutId()),
            SettlementResource.of(settlement)));
    long sequence = 2;
    for (int from = 0; from < payments.size(); from += PAYMENTS_AN_EVENT) {
      List<String> some =
          payments.subList(from, Math.min(from + PAYMENTS_AN_EVENT, payments.size()));
      PaymentsSettled data = new PaymentsSettled(settlement.id(), some);
      events.add(
          event("settlement.payments_settled", settlement.id(), sequence++, book, at, data, null));
    }
    if (payout != null) {
      PayoutCreated data =
          new PayoutCreated(
              payout.id(),
              settlement.id(),
              payout.amount().minor(),
              payout.amount().currency().code());
      events.add(
          event("payout.created", payout.id(), 1, book, at, data, PayoutResource.of(payout)));
    }
    return events;
  }

  private Event event(
      String type,
      String subject,
      long sequence,
      Book book,
      Instant at,
      Object data,
      @Nullable Object object) {
    return new Event(
        ids.next("evt"),
        type,
        1,
        sequence,
        subject,
        TOPIC,
        book.merchantId(),
        book.livemode(),
        at,
        data,
        object);
  }
}
