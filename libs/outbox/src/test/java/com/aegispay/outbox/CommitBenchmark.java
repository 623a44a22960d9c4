package com.aegispay.outbox;

import com.aegispay.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures what it costs to tell the relay of a commit by {@code pg_notify} instead of letting it
 * look: transactions that write one event, with PostgreSQL's fsync and synchronous_commit on.
 * Arguments: writers (8) and seconds for each round (5).
 *
 * <pre>{@code
 * ./mvnw -q -pl libs/outbox -am test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * cd libs/outbox
 * java -cp target/test-classes:target/classes:$(cat target/test.classpath) \
 *   com.aegispay.outbox.CommitBenchmark
 * }</pre>
 */
final class CommitBenchmark {
  private static final int ROUNDS = 3;
  private static final String APPEND =
      "insert into outbox (merchant_id, topic, subject, sequence, event_id, type, version, body)"
          + " values ('mer_1', 'payments', ?, 1, 'evt_1', 'payment.captured', 1, repeat('x', 1000))";

  private CommitBenchmark() {}

  static void main(String... args) throws SQLException, ExecutionException, InterruptedException {
    int writers = args.length > 0 ? Integer.parseInt(args[0]) : 8;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    TestDatabase database = TestDatabase.of("payment", "classpath:db/lib/outbox");
    try (Connection admin = database.connectAsAdmin();
        var owner = admin.createStatement()) {
      owner.execute("alter system set fsync = on");
      owner.execute("alter system set synchronous_commit = on");
      owner.execute("select pg_reload_conf()");
      owner.execute(
          """
          create function payment.wake() returns trigger language plpgsql as
            $$ begin perform pg_notify('outbox', tg_table_schema); return null; end $$
          """);
      for (int round = 1; round <= ROUNDS; round++) {
        double without = commitsPerSecond(database, writers, seconds);
        owner.execute(
            "create trigger wake after insert on payment.outbox"
                + " for each statement execute function payment.wake()");
        double with = commitsPerSecond(database, writers, seconds);
        owner.execute("drop trigger wake on payment.outbox");
        owner.execute("truncate payment.outbox");
        System.out.printf(
            "round %d, %d writers: %,.0f commits/s, with notify %,.0f commits/s%n",
            round, writers, without, with);
      }
    }
    System.exit(0);
  }

  private static double commitsPerSecond(TestDatabase database, int writers, int seconds)
      throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long commits = 0;
    try (var threads = Executors.newFixedThreadPool(writers)) {
      List<Future<Long>> counts = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        counts.add(threads.submit(() -> commitUntil(database, end)));
      }
      for (Future<Long> count : counts) {
        commits += count.get();
      }
    }
    return (double) commits / seconds;
  }

  private static long commitUntil(TestDatabase database, long end) throws SQLException {
    long commits = 0;
    try (Connection connection = database.connectAs(database.serviceUser());
        PreparedStatement append = connection.prepareStatement(APPEND)) {
      while (System.nanoTime() < end) {
        append.setString(1, "pay_" + commits);
        commits += append.executeUpdate();
      }
    }
    return commits;
  }
}
