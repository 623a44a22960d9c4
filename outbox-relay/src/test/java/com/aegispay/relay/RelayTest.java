package com.aegispay.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.relay.ParkedRows.Parked;
import com.aegispay.relay.SourceStatus.State;
import com.aegispay.starter.http.ListQuery;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayTest {
  private static final ListQuery ALL = new ListQuery(100, null, null);
  private static final int WRITERS = 4;
  private static final int TRANSACTIONS = 40;

  private final PaymentSource payments = new PaymentSource();

  @AfterEach
  void close() {
    payments.close();
  }

  private static State state(Relay relay) {
    return relay.statuses().getFirst().state();
  }

  @Test
  void aRowBecomesARecordWithItsHeadersAndItsBody() {
    payments.append("pay_1", 1, 1);
    String body = payments.jdbc.sql("select body from outbox").query(String.class).single();

    payments.start();
    payments.awaitEmpty();

    var record = payments.records().getFirst();
    assertThat(record.key()).isEqualTo("pay_1");
    assertThat(record.value()).isEqualTo(body);
    assertThat(
            StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(Header::key, h -> new String(h.value(), UTF_8))))
        .isEqualTo(
            Map.of(
                "id", "evt_pay_1_1",
                "type", "payment.captured",
                "version", "1",
                "sequence", "1",
                "merchant_id", "mer_1"));
  }

  @Test
  void everyRowArrivesOnceAndInTheOrderOfItsSubjectWhileManyWrite()
      throws ExecutionException, InterruptedException {
    payments.start();
    var lateMayCommit = new CountDownLatch(1);
    var lateHasWritten = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> late =
          threads.submit(
              () ->
                  payments.transactions.executeWithoutResult(
                      _ -> {
                        payments.outbox.append(payments.event("late", 1, "data"));
                        lateHasWritten.countDown();
                        awaitUninterruptibly(lateMayCommit);
                      }));
      awaitUninterruptibly(lateHasWritten);
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        String subject = "pay_" + writer;
        writers.add(
            threads.submit(
                () -> {
                  for (long i = 0; i < TRANSACTIONS; i++) {
                    payments.append(subject, i * 3 + 1, i * 3 + 3);
                  }
                }));
      }
      for (Future<?> writer : writers) {
        assertThat(writer.get()).isNull();
      }
      payments.awaitEmpty();
      lateMayCommit.countDown();
      assertThat(late.get()).isNull();
    }
    payments.awaitEmpty();

    var published = payments.published();
    assertThat(published.get("late")).containsExactly(1L);
    for (int writer = 0; writer < WRITERS; writer++) {
      assertThat(published.get("pay_" + writer))
          .isEqualTo(LongStream.rangeClosed(1, TRANSACTIONS * 3L).boxed().toList());
    }
  }

  @Test
  void ofTwoRelaysOneCarriesAndTheOtherTakesOverWhenItStops() {
    Relay first = payments.start();
    await().until(() -> state(first) instanceof State.Leading);
    Relay second = payments.start();
    payments.append("pay_1", 1, 10);
    payments.awaitEmpty();
    assertThat(state(second)).isInstanceOf(State.Standby.class);

    first.stop();
    payments.append("pay_1", 11, 20);

    await().atMost(PaymentSource.IN_TIME).until(() -> state(second) instanceof State.Leading);
    payments.awaitEmpty();
    payments.assertPublishedOnce("pay_1", 1, 20);
  }

  @Test
  void aRelayThatLosesItsSessionLosesItsLeaseAndNothingElse() {
    Relay first = payments.start();
    Relay second = payments.start();
    for (int round = 0; round < 3; round++) {
      await()
          .atMost(PaymentSource.IN_TIME)
          .until(
              () ->
                  state(first) instanceof State.Leading || state(second) instanceof State.Leading);
      payments.append("pay_1", round * 50 + 1, round * 50 + 50);
      terminateRelaySessions();
    }

    payments.awaitEmpty();
    payments.assertPublishedOnce("pay_1", 1, 150);
  }

  private void terminateRelaySessions() {
    try (var admin = payments.database.connectAsAdmin();
        var statement = admin.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where usename = 'outbox_relay' and datname = current_database()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRowThatKafkaRefusesIsParkedWithItsSubjectBehindItAndTheOthersArrive() throws SQLException {
    payments.append("pay_1", 1, 2);
    payments.append("pay_large", 1, 1);
    appendTooLarge("pay_large", 2);
    payments.append("pay_large", 3, 4);
    payments.append("pay_1", 3, 4);

    Relay relay = payments.start();
    awaitPublished("pay_1", 4);

    payments.assertPublishedOnce("pay_1", 1, 4);
    var health = new RelayHealth(relay.statuses().getFirst());
    await()
        .atMost(PaymentSource.IN_TIME)
        .untilAsserted(
            () ->
                assertThat(health.health().getDetails())
                    .containsEntry("parked", 1L)
                    .containsEntry("held", 2L)
                    .containsEntry("rows", 0L)
                    .containsEntry("oldest_seconds", 0.0));
    assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED");
    assertThat(payments.published().get("pay_large")).containsExactly(1L);
    try (var parked = ParkedRows.of("payment", payments.source)) {
      Parked row = parked.list(ALL, false).getFirst();
      assertThat(row.sequence()).isEqualTo(2);
      assertThat(row.reason()).contains("RecordTooLargeException");

      assertThat(parked.discard(row.id(), "told by hand")).isOne();

      assertThat(parked.list(ALL, false)).isEmpty();
      assertThat(parked.list(ALL, true).getFirst().discardReason()).isEqualTo("told by hand");
    }
    payments.awaitEmpty();
    assertThat(payments.published().get("pay_large")).containsExactly(1L, 3L, 4L);
  }

  @Test
  void aParkedRowThatIsReplayedArrivesBeforeWhatWasHeldBehindIt() throws SQLException {
    appendTooLarge("pay_large", 1);
    payments.append("pay_large", 2, 4);
    payments.append("pay_1", 1, 1);
    payments.start();
    awaitPublished("pay_1", 1);
    try (var parked = ParkedRows.of("payment", payments.source)) {
      String id = parked.list(ALL, false).getFirst().id();
      assertThat(payments.published()).doesNotContainKey("pay_large");

      // Still too large: it is parked again, and nothing has passed it.
      assertThat(parked.replay(id)).isOne();
      await().atMost(PaymentSource.IN_TIME).until(() -> parked.list(ALL, false).size() == 1);
      assertThat(payments.published()).doesNotContainKey("pay_large");

      mendParked();
      assertThat(parked.replay(id)).isOne();
      assertThat(parked.replay(id)).isZero();
    }
    payments.append("pay_large", 5, 5);
    payments.awaitEmpty();
    payments.assertPublishedOnce("pay_large", 1, 5);
  }

  @Test
  void theSpaceOfWhatWasCarriedIsFreed() {
    for (int i = 0; i < 5; i++) {
      payments.append("pay_" + i, 1, 500);
    }
    payments.start();
    payments.awaitEmpty();

    await()
        .atMost(PaymentSource.IN_TIME)
        .until(
            () ->
                payments
                        .jdbc
                        .sql(
                            "select vacuum_count from pg_stat_user_tables where relid ="
                                + " 'outbox'::regclass")
                        .query(Long.class)
                        .single()
                    > 0);
  }

  private void appendTooLarge(String subject, long sequence) {
    payments.transactions.executeWithoutResult(
        _ -> payments.outbox.append(payments.event(subject, sequence, "x".repeat(2_000_000))));
  }

  private void awaitPublished(String subject, int events) {
    await()
        .atMost(PaymentSource.IN_TIME)
        .until(() -> payments.published().getOrDefault(subject, List.of()).size() == events);
  }

  /** As an operator who lets Kafka take larger records; here the record becomes smaller. */
  private void mendParked() throws SQLException {
    try (var admin = payments.database.connectAsAdmin();
        var statement = admin.createStatement()) {
      assertThat(statement.executeUpdate("update payment.outbox_parked set body = '{}'")).isOne();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
