package com.aegispay.outbox;

import com.aegispay.outbox.Progress.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies each event once: the position that says so commits with the effect.
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

  private static final String REPLAYED = "replayed";

  /** Pauses before the second and later tries; short, because the partition waits meanwhile. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(200), Duration.ofSeconds(1));

  private final Positions positions;
  private final DeadLetters letters;
  private final TransactionTemplate transactions;

  public Inbox(JdbcClient jdbc, TransactionTemplate transactions) {
    this(new PostgresPositions(jdbc), new PostgresDeadLetters(jdbc), transactions);
  }

  /** On positions and letters that take part in these transactions. */
  public Inbox(Positions positions, DeadLetters letters, TransactionTemplate transactions) {
    this.positions = positions;
    this.letters = letters;
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

  /**
   * Applies what is new of the batch, in its order.
   *
   * @throws RuntimeException for passing trouble only; what had been applied stays so, and is
   *     recognised when the batch comes again
   */
  public Receipt receive(List<ReceivedEvent> batch, BatchHandler handler) {
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

  /**
   * Applies a dead letter's event after all, and resolves the letter in the same transaction.
   *
   * @return false when the letter was resolved meanwhile
   * @throws RuntimeException what the handler threw: the letter is as open as before
   */
  boolean replay(String letter, ReceivedEvent event, BatchHandler handler) {
    return transactions.execute(
        _ -> {
          Subject subject = Subject.of(event);
          Progress progress = positions.lockPastLetters(subject);
          if (!letters.resolve(event.merchantId(), letter, REPLAYED)) {
            return false;
          }
          if (progress.take(event.sequence()) != Verdict.DUPLICATE) {
            positions.save(Map.of(subject, progress));
            handler.apply(List.of(event));
          }
          return true;
        });
  }

  /** Puts a record aside that is no event of ours. */
  Receipt bury(DeadLetter letter) {
    transactions.executeWithoutResult(_ -> letters.bury(letter));
    log.error(
        "Dead letter: {} {}-{} offset {}: {}",
        letter.subject(),
        letter.topic(),
        letter.partition(),
        letter.offset(),
        letter.error());
    return new Receipt(0, 0, 0, 1);
  }

  private Receipt oneByOne(List<ReceivedEvent> batch, BatchHandler handler) {
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
  private Receipt attempt(List<ReceivedEvent> events, BatchHandler handler, List<Failed> failed) {
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

  private Receipt inTransaction(List<ReceivedEvent> events, BatchHandler handler) {
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
      List<ReceivedEvent> events, BatchHandler handler, List<ReceivedEvent> afterGaps) {
    Map<Subject, Progress> progress = positions.lock(events.stream().map(Subject::of).toList());
    List<ReceivedEvent> fresh = new ArrayList<>(events.size());
    int duplicates = 0;
    int buried = 0;
    for (ReceivedEvent event : events) {
      Progress subject = Objects.requireNonNull(progress.get(Subject.of(event)));
      switch (subject.take(event.sequence())) {
        case FRESH -> fresh.add(event);
        case AFTER_GAP -> {
          afterGaps.add(event);
          fresh.add(event);
        }
        case DUPLICATE -> duplicates++;
        case BLOCKED -> {
          letters.bury(DeadLetter.of(event, BEHIND));
          buried++;
        }
      }
    }
    positions.save(progress);
    if (!fresh.isEmpty()) {
      handler.apply(List.copyOf(fresh));
    }
    return new Receipt(fresh.size(), duplicates, afterGaps.size(), buried);
  }

  private static void pause(Duration pause) {
    LockSupport.parkNanos(pause.toNanos());
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("Stopped while waiting to retry");
    }
  }
}
