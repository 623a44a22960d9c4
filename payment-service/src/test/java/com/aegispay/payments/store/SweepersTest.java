package com.aegispay.payments.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.starter.tenant.WorkerRows;
import com.aegispay.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Instances that look for what is due at the same time. */
class SweepersTest {

  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final int DUE = 200;
  private static final int SWEEPERS = 6;
  private static final int BATCH = 7;

  private final TestDatabase database =
      TestDatabase.of(
          "payment",
          "classpath:db/payment",
          "classpath:db/lib/outbox",
          "classpath:db/lib/idempotency");

  /** What is taken, and the ids of a batch of it. */
  enum What {
    ATTEMPTS(
        """
        insert into payment.attempts (merchant_id, attempt_id, payment_id, gateway, kind, progress, due_at, started_at)
        select 'mer_' || n % 3, 'att_' || n, 'pay_' || n, 'sandbox_alpha', 'authorize', 'unknown', ?::timestamptz, now()
        from generate_series(1, ?) n
        """),
    PAYMENTS(
        """
        insert into payment.payments (merchant_id, payment_id, livemode, status, version, object, created_at, updated_at, due_at)
        select 'mer_' || n % 3, 'pay_' || n, false, 'authorized', 1, '{}', now(), now(), ?::timestamptz
        from generate_series(1, ?) n
        """);

    private final String insert;

    What(String insert) {
      this.insert = insert;
    }

    List<String> take(JdbcClient jdbc, Instant now, int limit) {
      var rows = new WorkerRows(jdbc);
      return this == ATTEMPTS
          ? new PostgresOpenAttempts(rows)
              .take(now, LEASE, limit).stream().map(due -> due.attempt().value()).toList()
          : new PostgresDuePayments(rows)
              .take(now, LEASE, limit).stream().map(due -> due.payment().value()).toList();
    }
  }

  @ParameterizedTest
  @EnumSource(What.class)
  void what_is_due_is_taken_by_one_of_them(What what) throws Exception {
    due(what, DUE);
    var start = new CountDownLatch(1);
    List<Callable<List<String>>> sweepers =
        IntStream.range(0, SWEEPERS)
            .<Callable<List<String>>>mapToObj(_ -> () -> everything(what, start))
            .toList();
    List<String> taken = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(SWEEPERS)) {
      List<Future<List<String>>> working = sweepers.stream().map(threads::submit).toList();
      start.countDown();
      for (Future<List<String>> one : working) {
        taken.addAll(one.get());
      }
    }
    assertThat(taken).hasSize(DUE).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(What.class)
  void what_its_taker_left_undone_is_taken_again_when_the_lease_is_over(What what)
      throws SQLException {
    due(what, 3);
    try (Connection connection = connection()) {
      JdbcClient jdbc = jdbc(connection);
      List<String> first = what.take(jdbc, NOW, BATCH);
      assertThat(first).hasSize(3);
      assertThat(what.take(jdbc, NOW.plus(LEASE).minusMillis(1), BATCH)).isEmpty();
      assertThat(what.take(jdbc, NOW.plus(LEASE), BATCH))
          .containsExactlyInAnyOrderElementsOf(first);
    }
  }

  @ParameterizedTest
  @EnumSource(What.class)
  void nobody_waits_for_what_another_is_taking(What what) throws SQLException {
    due(what, DUE);
    try (Connection other = connection();
        Connection connection = connection()) {
      other.setAutoCommit(false);
      List<String> taking = what.take(jdbc(other), NOW, BATCH);
      JdbcClient jdbc = jdbc(connection);
      int _ = jdbc.sql("set lock_timeout = '2s'").update();
      assertThat(what.take(jdbc, NOW, DUE))
          .hasSize(DUE - BATCH)
          .doesNotContainAnyElementsOf(taking);
      other.rollback();
      assertThat(what.take(jdbc, NOW, DUE)).containsExactlyInAnyOrderElementsOf(taking);
    }
  }

  @Test
  void how_often_an_attempt_was_asked_for_is_counted() throws SQLException {
    due(What.ATTEMPTS, 1);
    try (Connection connection = connection()) {
      var attempts = new PostgresOpenAttempts(new WorkerRows(jdbc(connection)));
      for (int asked = 0; asked < 3; asked++) {
        assertThat(attempts.take(NOW.plus(LEASE.multipliedBy(asked)), LEASE, BATCH))
            .extracting(OpenAttempts.Due::asked)
            .containsExactly(asked);
      }
    }
  }

  private List<String> everything(What what, CountDownLatch start) throws Exception {
    List<String> taken = new ArrayList<>();
    try (Connection connection = connection()) {
      JdbcClient jdbc = jdbc(connection);
      start.await();
      // Without a lease there would always be more.
      for (int batch = 0; batch <= DUE / BATCH; batch++) {
        taken.addAll(what.take(jdbc, NOW, BATCH));
      }
    }
    return taken;
  }

  private void due(What what, int many) throws SQLException {
    try (Connection admin = database.connectAsAdmin()) {
      int _ = jdbc(admin).sql(what.insert).params(NOW.toString(), many).update();
    }
  }

  private Connection connection() throws SQLException {
    return database.connectAs(database.workerUser());
  }

  private static JdbcClient jdbc(Connection connection) {
    return JdbcClient.create(new SingleConnectionDataSource(connection, true));
  }
}
