package com.aegispay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.relay.SourceStatus.State;
import com.aegispay.relay.Steps.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Several relays on one source: whatever happens to the leader, each row is published once and in
 * the order of its subject. How long it took is printed, not judged.
 */
class FailOverTest {
  private static final int SUBJECTS = 3;
  private static final int TRANSACTIONS = 60;

  private final PaymentSource payments = new PaymentSource();

  @AfterEach
  void close() {
    payments.close();
  }

  private static boolean leads(Relay relay) {
    return relay.statuses().getFirst().state() instanceof State.Leading;
  }

  private static void awaitLeading(Relay relay) {
    await().atMost(PaymentSource.IN_TIME).until(() -> leads(relay));
  }

  private int endSessions() throws SQLException {
    try (var admin = payments.database.connectAsAdmin();
        var statement = admin.createStatement();
        var ended =
            statement.executeQuery(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where usename = 'outbox_relay' and datname = current_database()")) {
      assertThat(ended.next()).isTrue();
      return ended.getInt(1);
    }
  }

  /**
   * The leader stands still in the middle of a batch, as in a long pause, while its session is
   * ended and another takes over. Then it goes on and believes that it leads.
   */
  @ParameterizedTest
  @EnumSource(Step.class)
  void aLeaderThatWakesUpAfterItWasReplacedDoesNoHarmAt(Step step, TestReporter reporter)
      throws Exception {
    var asleep = new CountDownLatch(1);
    var wake = new CountDownLatch(1);
    var slept = new AtomicBoolean();
    Relay zombie =
        payments.start(
            reached -> {
              if (reached == step && slept.compareAndSet(false, true)) {
                asleep.countDown();
                awaitOpen(wake);
              }
            });
    awaitLeading(zombie);
    payments.append("pay_1", 1, 250);
    awaitOpen(asleep);
    assertThat(endSessions()).isOne();
    long since = System.nanoTime();

    payments.start();
    payments.awaitEmpty();
    reporter.publishEntry(
        "replaced after " + step, Duration.ofNanos(System.nanoTime() - since).toMillis() + " ms");
    assertThat(leads(zombie)).isTrue();
    wake.countDown();
    payments.append("pay_1", 251, 400);
    payments.awaitEmpty();

    payments.assertPublishedOnce("pay_1", 1, 400);
  }

  /** It got the lease, was paused before it fenced, and is too late: it fences the leader. */
  @Test
  void aFenceFromThePastCostsTheLeaderItsTermAndNoRow() {
    Relay leader = payments.start();
    awaitLeading(leader);
    payments.append("pay_1", 1, 50);
    payments.awaitEmpty();

    KafkaCarrier.open(payments.kafka, payments.prefix, "payment").close();
    payments.append("pay_1", 51, 350);
    payments.awaitEmpty();

    payments.assertPublishedOnce("pay_1", 1, 350);
  }

  @Test
  void ofThreeRelaysWhoseLeaderDiesAgainAndAgainWhileManyWriteOneAlwaysGoesOn(TestReporter reporter)
      throws Exception {
    for (int i = 0; i < 3; i++) {
      awaitOpenable(payments.start());
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int subject = 0; subject < SUBJECTS; subject++) {
        String name = "pay_" + subject;
        var _ =
            threads.submit(
                () -> {
                  for (long i = 0; i < TRANSACTIONS; i++) {
                    payments.append(name, i * 5 + 1, i * 5 + 5);
                  }
                });
      }
      for (int death = 0; death < 4; death++) {
        await()
            .atMost(PaymentSource.IN_TIME)
            .until(() -> payments.relays.stream().anyMatch(r -> leads(r)));
        assertThat(endSessions()).isPositive();
        long since = System.nanoTime();
        payments.append("probe", death + 1L, death + 1L);
        payments.awaitEmpty();
        reporter.publishEntry(
            "fail-over " + death, Duration.ofNanos(System.nanoTime() - since).toMillis() + " ms");
      }
    }
    payments.awaitEmpty();

    for (int subject = 0; subject < SUBJECTS; subject++) {
      payments.assertPublishedOnce("pay_" + subject, 1, TRANSACTIONS * 5L);
    }
    payments.assertPublishedOnce("probe", 1, 4);
  }

  private static void awaitOpenable(Relay relay) {
    await()
        .atMost(PaymentSource.IN_TIME)
        .until(() -> leads(relay) || relay.statuses().getFirst().state() instanceof State.Standby);
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
