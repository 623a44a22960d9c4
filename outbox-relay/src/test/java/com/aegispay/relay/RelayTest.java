package com.aegispay.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.relay.SourceStatus.State;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
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
  private static final int WRITERS = 4;
  private static final int TRANSACTIONS = 40;

  private final PaymentSource payments = new PaymentSource();
  private final List<Relay> relays = new ArrayList<>();

  @AfterEach
  void stop() {
    relays.forEach(Relay::stop);
    payments.close();
  }

  @CanIgnoreReturnValue
  private Relay start() {
    Relay relay = payments.start();
    relays.add(relay);
    return relay;
  }

  private static State state(Relay relay) {
    return relay.statuses().getFirst().state();
  }

  @Test
  void aRowBecomesARecordWithItsHeadersAndItsBody() {
    payments.append("pay_1", 1, 1);
    String body = payments.jdbc.sql("select body from outbox").query(String.class).single();

    start();
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
    start();
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
    Relay first = start();
    await().until(() -> state(first) instanceof State.Leading);
    Relay second = start();
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
    Relay first = start();
    Relay second = start();
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
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRowThatKafkaRefusesIsParkedAndTheOthersArrive() {
    payments.append("pay_1", 1, 2);
    payments.transactions.executeWithoutResult(
        _ -> payments.outbox.append(payments.event("pay_large", 1, "x".repeat(2_000_000))));
    payments.append("pay_1", 3, 4);

    Relay relay = start();
    payments.awaitEmpty();

    payments.assertPublishedOnce("pay_1", 1, 4);
    assertThat(payments.published()).doesNotContainKey("pay_large");
    assertThat(
            payments
                .jdbc
                .sql("select event_id || ' ' || reason from outbox_parked")
                .query(String.class)
                .single())
        .startsWith("evt_pay_large_1 ")
        .contains("RecordTooLargeException");
    var health = new RelayHealth(relay.statuses().getFirst());
    await()
        .atMost(PaymentSource.IN_TIME)
        .until(() -> health.health().getStatus().getCode().equals("DEGRADED"));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
