package com.aegispay.settlement;

import com.aegispay.outbox.BatchHandler;
import com.aegispay.outbox.Inbox;
import com.aegispay.outbox.ReceivedEvent;
import com.aegispay.settlement.feed.EventDoor;
import com.aegispay.settlement.store.FeePlans;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how fast the ledger applies payments of five events, of which it books one: in batches
 * of 500 through the inbox, and as if its handler took one event at a time. PostgreSQL's fsync and
 * synchronous_commit are on. Argument: events (100,000).
 *
 * <pre>{@code
 * ./mvnw -q -pl settlement-service -am test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * cd settlement-service
 * java -cp target/test-classes:target/classes:$(cat target/test.classpath) \
 *   com.aegispay.settlement.FeedBenchmark
 * }</pre>
 */
final class FeedBenchmark {
  private static final int BATCH = 500;
  private static final int ROUNDS = 3;
  private static final List<String> TYPES =
      List.of(
          "payment.initiated",
          "payment.processing",
          "fraud.assessed",
          "payment.authorized",
          "payment.captured");

  private FeedBenchmark() {}

  static void main(String... args) throws SQLException {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    try (TestBooks books = new TestBooks();
        var admin = books.database.connectAsAdmin();
        var settings = admin.createStatement()) {
      settings.execute("alter system set fsync = on");
      settings.execute("alter system set synchronous_commit = on");
      settings.execute("select pg_reload_conf()");
      var door = new EventDoor(books.ledger, new FeePlans(books.jdbc, TestBooks.PLAN));
      var inbox = new Inbox(books.jdbc, books.transaction);
      for (int round = 1; round <= ROUNDS; round++) {
        double batches = perSecond(inbox, door, "a" + round, events);
        double single =
            perSecond(
                inbox,
                fresh -> fresh.forEach(event -> door.apply(List.of(event))),
                "b" + round,
                events);
        System.out.printf(
            "round %d: %,.0f events/s in batches, %,.0f events/s one by one%n",
            round, batches, single);
      }
    }
    System.exit(0);
  }

  private static double perSecond(Inbox inbox, BatchHandler handler, String run, int events) {
    long begun = System.nanoTime();
    for (int first = 0; first < events; first += BATCH) {
      List<ReceivedEvent> batch = new ArrayList<>(BATCH);
      for (int i = first; i < first + BATCH; i++) {
        batch.add(event(run, i));
      }
      if (inbox.receive(batch, handler).applied() != BATCH) {
        throw new IllegalStateException("not everything was applied");
      }
    }
    return events / ((System.nanoTime() - begun) / 1e9);
  }

  private static ReceivedEvent event(String run, int number) {
    int sequence = number % TYPES.size() + 1;
    String payment = "pay_" + run + "_" + number / TYPES.size();
    String type = TYPES.get(sequence - 1);
    String body =
        """
        {"id":"evt_1","type":"%s","version":1,"sequence":%d,"subject":"%s","merchant_id":"mer_1",
        "livemode":false,"occurred_at":"2026-01-01T12:00:00.000Z",
        "data":{"attempt":"att_1","gateway":"sandbox_alpha","amount":9999,"amount_captured":9999,"currency":"EUR"},
        "object":{"filler":"%s"}}
        """
            .formatted(type, sequence, payment, "x".repeat(700));
    return new ReceivedEvent(
        "payments", 0, number, payment, "evt_" + number, type, 1, sequence, "mer_1", body, null);
  }
}
