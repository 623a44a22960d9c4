package com.aegispay.outbox;

import com.aegispay.outbox.InboxTables.DeadLetter;
import com.aegispay.outbox.InboxTables.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies each event once: the row that says so commits with the effect.
 *
 * <p>A batch is one transaction. When it fails the events are tried one by one, so that one that
 * cannot be applied does not hold up the others. After its retries such an event becomes a dead
 * letter, and so does every later event of its subject until the letter is resolved: a subject's
 * events are never applied out of order. Trouble that {@linkplain Trouble#passes goes by} is thrown
 * to the caller, who brings the same batch again; nothing is buried because a database was away.
 */
public final class Inbox {
  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  /** Error text of an event that waits behind a dead letter of its subject. */
  static final String BEHIND = "behind a dead letter of the same subject";

  /** Pauses before the second and later tries; short, because the partition waits meanwhile. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(200), Duration.ofSeconds(1));

  private final InboxTables tables;
  private final TransactionTemplate transactions;

  public Inbox(JdbcClient jdbc, TransactionTemplate transactions) {
    this.tables = new InboxTables(jdbc);
    this.transactions = transactions;
  }

  /** What became of a batch, counted after its commit. */
  public record Receipt(int applied, int duplicates, int gaps, int deadLetters) {
    private static final Receipt NONE = new Receipt(0, 0, 0, 0);

    Receipt plus(Receipt other) {
      return new Receipt(
          applied + other.applied,
          duplicates + other.duplicates,
          gaps + other.gaps,
          deadLetters + other.deadLetters);
    }
  }

  /** An event that could not be applied in a round, and why. */
  private record Failed(ReceivedEvent event, String error) {}

  private record Subject(String merchantId, String topic, String subject) {
    static Subject of(ReceivedEvent event) {
      return new Subject(event.merchantId(), event.topic(), event.subject());
    }
  }

  /**
   * Applies what is new of the batch, in its order.
   *
   * @throws RuntimeException for passing trouble only; what had been applied stays so, and is
   *     recognised when the batch comes again
   */
  public Receipt receive(List<ReceivedEvent> batch, EventHandler handler) {
    try {
      return inTransaction(batch, handler);
    } catch (RuntimeException e) {
      if (Trouble.passes(e)) {
        throw e;
      }
      log.warn("A batch of {} events is tried one by one: {}", batch.size(), Trouble.describe(e));
      return oneByOne(batch, handler);
    }
  }

  /** Puts a record aside that is no event of ours. */
  Receipt bury(DeadLetter letter) {
    transactions.executeWithoutResult(_ -> tables.bury(letter));
    log.error(
        "Dead letter: {} {}-{} offset {}: {}",
        letter.subject(),
        letter.topic(),
        letter.partition(),
        letter.offset(),
        letter.error());
    return new Receipt(0, 0, 0, 1);
  }

  private Receipt oneByOne(List<ReceivedEvent> batch, EventHandler handler) {
    List<ReceivedEvent> open = batch;
    List<Failed> failed = new ArrayList<>();
    Receipt receipt = attempt(open, handler, failed);
    for (Duration pause : PAUSES) {
      if (failed.isEmpty()) {
        return receipt;
      }
      pause(pause);
      open = failed.stream().map(Failed::event).toList();
      failed.clear();
      receipt = receipt.plus(attempt(open, handler, failed));
    }
    for (Failed failure : failed) {
      receipt = receipt.plus(bury(DeadLetter.of(failure.event(), failure.error())));
    }
    return receipt;
  }

  /** One round: whatever fails is added to {@code failed}, and what follows it in its subject. */
  private Receipt attempt(List<ReceivedEvent> events, EventHandler handler, List<Failed> failed) {
    Receipt receipt = Receipt.NONE;
    Set<Subject> stuck = new HashSet<>();
    for (ReceivedEvent event : events) {
      if (stuck.contains(Subject.of(event))) {
        failed.add(new Failed(event, BEHIND));
        continue;
      }
      try {
        receipt = receipt.plus(inTransaction(List.of(event), handler));
      } catch (RuntimeException e) {
        if (Trouble.passes(e)) {
          throw e;
        }
        stuck.add(Subject.of(event));
        failed.add(new Failed(event, Trouble.describe(e)));
      }
    }
    return receipt;
  }

  private Receipt inTransaction(List<ReceivedEvent> events, EventHandler handler) {
    List<ReceivedEvent> afterGaps = new ArrayList<>();
    Receipt receipt = transactions.execute(_ -> apply(events, handler, afterGaps));
    for (ReceivedEvent event : afterGaps) {
      log.error(
          "Gap: {} {} has sequence {}, but {} was never received",
          event.type(),
          event.subject(),
          event.sequence(),
          event.sequence() - 1);
    }
    return receipt;
  }

  private Receipt apply(
      List<ReceivedEvent> events, EventHandler handler, List<ReceivedEvent> afterGaps) {
    List<Verdict> verdicts = tables.receive(events);
    Receipt receipt = Receipt.NONE;
    for (int i = 0; i < events.size(); i++) {
      ReceivedEvent event = events.get(i);
      receipt =
          receipt.plus(
              switch (verdicts.get(i)) {
                case FRESH -> {
                  handler.apply(event);
                  yield new Receipt(1, 0, 0, 0);
                }
                case AFTER_GAP -> {
                  afterGaps.add(event);
                  handler.apply(event);
                  yield new Receipt(1, 0, 1, 0);
                }
                case DUPLICATE -> new Receipt(0, 1, 0, 0);
                case BLOCKED -> {
                  tables.bury(DeadLetter.of(event, BEHIND));
                  yield new Receipt(0, 0, 0, 1);
                }
              });
    }
    return receipt;
  }

  private static void pause(Duration pause) {
    LockSupport.parkNanos(pause.toNanos());
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("Stopped while waiting to retry");
    }
  }
}
