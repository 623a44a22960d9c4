package com.aegispay.merchants.change;

import com.aegispay.outbox.Event;
import com.aegispay.outbox.Outbox;
import com.aegispay.starter.id.Ids;
import com.aegispay.starter.problem.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes changes of merchants and of what is theirs. A merchant's changes happen one after another,
 * each in one transaction with its events, which carry the merchant's own sequence without a gap.
 */
@Component
public class Changes {

  private static final String TOPIC = "merchants";
  private static final int CONTRACT_VERSION = 1;

  private final TransactionTemplate transaction;
  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final Ids ids;
  private final InstantSource clock;

  Changes(
      TransactionTemplate transaction,
      JdbcClient jdbc,
      Outbox outbox,
      Ids ids,
      InstantSource clock) {
    this.transaction = transaction;
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Makes a change of a merchant, in the transaction that runs or in one of its own.
   *
   * @param work reads what it decides upon itself: what was read before this call may be old
   * @throws com.aegispay.starter.problem.ProblemException 404 when there is no such merchant
   */
  public <T> T of(String merchantId, Supplier<Change<T>> work) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              long last = lock(merchantId);
              Change<T> change = work.get();
              tell(merchantId, last, change.facts());
              return change.result();
            }));
  }

  private long lock(String merchantId) {
    return jdbc.sql("select last_sequence from merchants where merchant_id = :id for update")
        .param("id", merchantId)
        .query(Long.class)
        .optional()
        .orElseThrow(() -> Problem.missing("merchant", merchantId).asException());
  }

  private void tell(String merchantId, long last, List<Fact> facts) {
    if (facts.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    List<Event> events = new ArrayList<>();
    for (Fact fact : facts) {
      events.add(
          new Event(
              ids.next("evt"),
              fact.type(),
              CONTRACT_VERSION,
              last + events.size() + 1,
              merchantId,
              TOPIC,
              merchantId,
              fact.livemode(),
              now,
              fact.data(),
              fact.object()));
    }
    outbox.append(events);
    int locked =
        jdbc.sql("update merchants set last_sequence = :last where merchant_id = :id")
            .param("last", last + events.size())
            .param("id", merchantId)
            .update();
    if (locked != 1) {
      throw new IllegalStateException("the merchant's sequence was not kept");
    }
  }
}
