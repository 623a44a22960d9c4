package com.aegispay.settlement.feed;

import com.aegispay.money.Money;
import com.aegispay.outbox.ReceivedEvent;
import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.ledger.Bookkeeping;
import com.aegispay.settlement.ledger.Cause;
import com.aegispay.settlement.ledger.Entry;
import com.aegispay.settlement.ledger.FeePlan;
import com.aegispay.settlement.store.FeePlans;
import com.aegispay.settlement.store.Ledger;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the books make of others' events. It runs in the inbox's transaction; an event of a version
 * that is not known here fails, because money must not be passed over.
 */
public final class EventDoor {

  private static final Logger LOG = LoggerFactory.getLogger(EventDoor.class);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final Ledger ledger;
  private final FeePlans feePlans;

  public EventDoor(Ledger ledger, FeePlans feePlans) {
    this.ledger = ledger;
    this.feePlans = feePlans;
  }

  record Envelope<D>(boolean livemode, Instant occurredAt, D data) {}

  record Capture(String gateway, long amount, String currency) {}

  record Refund(String refund, String gateway, long amount, String currency) {}

  record FailedRefund(
      String refund, String gateway, long amount, String currency, boolean reversed) {}

  record Merchant(Fees feePlan) {}

  record Fees(int basisPoints, long fixedMinor) {}

  public void apply(ReceivedEvent event) {
    switch (event.type()) {
      case "payment.captured" -> post(charge(event, read(event, Capture.class)));
      case "refund.succeeded" -> post(refund(event, read(event, Refund.class)));
      case "refund.failed" -> {
        Envelope<FailedRefund> failed = read(event, FailedRefund.class);
        if (failed.data().reversed()) {
          post(refundFailure(event, failed));
        }
      }
      case "merchant.created", "merchant.updated" -> keep(event, read(event, Merchant.class));
      default -> {
        // Nothing of the ledger's.
      }
    }
  }

  private Entry charge(ReceivedEvent event, Envelope<Capture> captured) {
    return Bookkeeping.charge(
        new Book(event.merchantId(), captured.livemode()),
        cause(event),
        captured.occurredAt(),
        captured.data().gateway(),
        Money.of(captured.data().amount(), captured.data().currency()),
        feePlans.of(event.merchantId(), captured.occurredAt()));
  }

  private static Entry refund(ReceivedEvent event, Envelope<Refund> refunded) {
    return Bookkeeping.refund(
        new Book(event.merchantId(), refunded.livemode()),
        cause(event),
        refunded.occurredAt(),
        refunded.data().refund(),
        refunded.data().gateway(),
        Money.of(refunded.data().amount(), refunded.data().currency()));
  }

  private static Entry refundFailure(ReceivedEvent event, Envelope<FailedRefund> failed) {
    return Bookkeeping.refundFailure(
        new Book(event.merchantId(), failed.livemode()),
        cause(event),
        failed.occurredAt(),
        failed.data().refund(),
        failed.data().gateway(),
        Money.of(failed.data().amount(), failed.data().currency()));
  }

  private void keep(ReceivedEvent event, Envelope<Merchant> changed) {
    Fees fees = changed.data().feePlan();
    feePlans.add(
        event.merchantId(),
        event.sequence(),
        changed.occurredAt(),
        new FeePlan(fees.basisPoints(), fees.fixedMinor()));
  }

  private void post(Entry entry) {
    int posted = ledger.post(List.of(entry));
    if (posted == 0) {
      LOG.info("{} was in the books already", entry.source());
    }
  }

  private static Cause cause(ReceivedEvent event) {
    return new Cause(event.topic(), event.subject(), event.sequence());
  }

  private static <D> Envelope<D> read(ReceivedEvent event, Class<D> data) {
    if (event.version() != 1) {
      throw new IllegalStateException(
          "%s has version %d, and 1 is known here".formatted(event.type(), event.version()));
    }
    return JSON.readValue(
        event.body(), JSON.getTypeFactory().constructParametricType(Envelope.class, data));
  }
}
