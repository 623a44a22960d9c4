package com.aegispay.settlement.flow;

import com.aegispay.money.Money;
import com.aegispay.settlement.closing.Payout;
import com.aegispay.settlement.closing.Position;
import com.aegispay.settlement.closing.Run;
import com.aegispay.settlement.closing.Settlement;
import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.ledger.Bookkeeping;
import com.aegispay.settlement.ledger.Cause;
import com.aegispay.settlement.ledger.Entry;
import com.aegispay.settlement.store.Settlements;
import com.aegispay.settlement.store.Settlements.Closed;
import com.aegispay.settlement.store.Settlements.Taken;
import com.aegispay.starter.id.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;

/** Closes one merchant's captures, refunds and fees of one mode and currency. */
public final class CloseSettlement {

  private static final int RIVALS_WITHSTOOD = 5;

  private final Settlements settlements;
  private final SettlementEvents events;
  private final Ids ids;
  private final InstantSource clock;

  public CloseSettlement(Settlements settlements, Ids ids, InstantSource clock) {
    this.settlements = settlements;
    this.events = new SettlementEvents(ids);
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Closes what is due, with its payout, postings and events, in one transaction. Run again, or by
   * two at once, it closes only what no settlement has.
   *
   * @return whether there was something to close
   */
  public boolean close(Position position, Run run) {
    for (int rivals = 0; ; rivals++) {
      String id = ids.next("set");
      Instant now = clock.instant();
      try {
        return settlements.close(position, run, id, taken -> closed(id, position, taken, now));
      } catch (DuplicateKeyException | ConcurrencyFailureException e) {
        // Another run closed the same books meanwhile. What it left is looked at again.
        if (rivals == RIVALS_WITHSTOOD) {
          throw e;
        }
      }
    }
  }

  private Closed closed(String id, Position position, Taken taken, Instant now) {
    Book book = position.book();
    Optional<Money> payable = taken.closing().payout();
    Payout payout =
        payable
            .map(amount -> new Payout(ids.next("po"), book, id, amount, "pending", now))
            .orElse(null);
    Settlement settlement =
        new Settlement(
            id, book, taken.number(), taken.closing(), payout == null ? null : payout.id(), now);
    List<Entry> entries = new ArrayList<>();
    Money net = taken.closing().totals().net();
    Bookkeeping.settlement(book, new Cause(SettlementEvents.TOPIC, id, 1), now, net)
        .ifPresent(entries::add);
    if (payout != null) {
      Cause cause = new Cause(SettlementEvents.TOPIC, payout.id(), 1);
      entries.add(Bookkeeping.payout(book, cause, now, payout.amount()));
    }
    return new Closed(settlement, payout, entries, events.of(settlement, payout, taken.payments()));
  }
}
