package com.aegispay.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;

/** Waits until nothing moves: outboxes empty, nothing due, no consumer going on. */
final class Settling {

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** So often in a row nothing may have moved. */
  private static final int STILL = 3;

  private static final String BUSY =
      """
      select (select count(*) from merchant.outbox) + (select count(*) from payment.outbox)
        + (select count(*) from fraud.outbox) + (select count(*) from settlement.outbox)
        + (select count(*) from payment.attempts where due_at < now() + interval '1 minute')
        + (select count(*) from payment.payments where due_at < now() + interval '10 seconds')
        + (select count(*) from notification.deliveries where status = 'pending' and due_at < now() + interval '10 seconds')
        + (select count(*) from settlement.settlement_runs where status = 'running')
      """;

  private record Moment(
      long busy, Map<TopicPartition, Long> ends, List<Topics.Committed> committed) {}

  private final Sources sources;
  private final Topics topics;
  private final Progress progress;

  Settling(Sources sources, Topics topics, Progress progress) {
    this.sources = sources;
    this.topics = topics;
    this.progress = progress;
  }

  /** Returns what came of it, as a sentence. */
  String await(Duration atMost) throws SQLException {
    long started = System.nanoTime();
    try (Connection connection = Snapshot.connect(sources);
        var busy = connection.prepareStatement(BUSY)) {
      Moment last = new Moment(-1, Map.of(), List.of());
      int still = 0;
      while (true) {
        try (var row = busy.executeQuery()) {
          long under = row.next() ? row.getLong(1) : 0;
          Moment now = new Moment(under, topics.ends(), topics.committed());
          still = now.busy() == 0 && now.equals(last) ? still + 1 : 0;
          last = now;
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - started);
        if (still >= STILL) {
          return "quiet after %.1f s".formatted(waited.toMillis() / 1000.0);
        }
        if (waited.compareTo(atMost) >= 0) {
          return "not quiet after %d s: %d rows and calls under way"
              .formatted(atMost.toSeconds(), last.busy());
        }
        progress.said(
            "waits until it is quiet: %d rows and calls under way".formatted(last.busy()));
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
