package com.aegispay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.aegispay.relay.Carrier.NotCarried;
import com.aegispay.relay.SourceStatus.State;
import com.aegispay.relay.Steps.Step;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever step a relay dies at, the next one publishes every row once. */
class CrashTest {
  private final PaymentSource payments = new PaymentSource();

  @AfterEach
  void close() {
    payments.close();
  }

  /** A crash as far as the batch is concerned: what follows it in the reader does not run. */
  private static final class Crash extends Error {}

  /** Three batches, so that the step is reached with a batch before it and one behind it, too. */
  @ParameterizedTest(name = "{0}, time {1}")
  @CsvSource({
    "READ, 1", "SENT, 1", "COMMITTED, 1", "DELETED, 1", //
    "READ, 2", "SENT, 2", "COMMITTED, 2", "DELETED, 2", //
    "SENT, 3", "COMMITTED, 3"
  })
  void nothingIsLostOrPublishedTwiceWhenTheRelayDiesAfter(Step step, int time) {
    payments.append("pay_1", 1, 250);
    var times = new AtomicInteger();
    Relay dying =
        payments.relay(
            reached -> {
              if (reached == step && times.incrementAndGet() >= time) {
                throw new Crash();
              }
            });
    dying.start();
    await()
        .atMost(PaymentSource.IN_TIME)
        .until(() -> dying.statuses().getFirst().state() instanceof State.Failing);
    payments.append("pay_1", 251, 260);

    Relay next = payments.start();
    payments.awaitEmpty();
    next.stop();
    dying.stop();

    payments.assertPublishedOnce("pay_1", 1, 260);
  }

  @Test
  void anErrorEndsTheTermAndNotTheSource() {
    var crashed = new AtomicBoolean();
    Relay relay =
        payments.relay(
            reached -> {
              if (reached == Step.SENT && crashed.compareAndSet(false, true)) {
                throw new Crash();
              }
            });
    relay.start();
    payments.append("pay_1", 1, 3);

    payments.awaitEmpty();
    relay.stop();

    assertThat(crashed).isTrue();
    payments.assertPublishedOnce("pay_1", 1, 3);
  }

  private static void carry(Carrier carrier, List<OutboxRow> rows, Manifest manifest) {
    carrier.send(rows, manifest);
    carrier.commit();
  }

  @Test
  void aFormerLeaderThatWakesUpLateCannotPublish() throws SQLException {
    payments.append("pay_1", 1, 3);
    new KafkaManifestTopic(payments.kafka, payments.prefix, "payment").create();
    try (var zombie = KafkaCarrier.open(payments.kafka, payments.prefix, "payment")) {
      List<OutboxRow> rows = readAndLoseTheSession();
      Relay next = payments.start();
      payments.awaitEmpty();
      next.stop();

      assertThatThrownBy(() -> carry(zombie, rows, Manifest.of(1, rows)))
          .isInstanceOf(NotCarried.class);
    }
    payments.assertPublishedOnce("pay_1", 1, 3);
  }

  private List<OutboxRow> readAndLoseTheSession() throws SQLException {
    try (var table = PostgresOutboxTable.connect("payment", payments.source)) {
      assertThat(table.takeLease()).isTrue();
      return table.read(100, Manifest.NONE);
    }
  }

  @Test
  void whatADeadLeaderLeftOpenInKafkaIsNeverSeen() throws SQLException {
    payments.append("pay_1", 1, 3);
    var dead =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                String.valueOf(payments.kafka.get("bootstrap.servers")),
                "transactional.id",
                payments.prefix + "-relay-payment"),
            new StringSerializer(),
            new StringSerializer());
    dead.initTransactions();
    dead.beginTransaction();
    var sent = dead.send(new ProducerRecord<>(payments.topic, "pay_1", "half a batch"));
    dead.flush();
    assertThat(sent).isDone();

    Relay next = payments.start();
    payments.awaitEmpty();
    next.stop();

    payments.assertPublishedOnce("pay_1", 1, 3);
    dead.close();
  }

  @Test
  void theLastManifestIsFoundBehindManyTransactionsThatCameToNothing() {
    var manifests = new KafkaManifestTopic(payments.kafka, payments.prefix, "payment");
    manifests.create();
    assertThat(manifests.last()).isEmpty();
    try (var carrier = KafkaCarrier.open(payments.kafka, payments.prefix, "payment")) {
      carry(carrier, List.of(), new Manifest(1, List.of(7L), List.of("evt_7")));
      carry(carrier, List.of(), new Manifest(2, List.of(8L), List.of("evt_8")));
    }
    try (var failing =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                String.valueOf(payments.kafka.get("bootstrap.servers")),
                "transactional.id",
                payments.prefix + "-relay-payment"),
            new StringSerializer(),
            new StringSerializer())) {
      failing.initTransactions();
      for (int i = 0; i < 20; i++) {
        failing.beginTransaction();
        var sent =
            failing.send(
                new ProducerRecord<>(
                    KafkaManifestTopic.name(payments.prefix, "payment"), "payment", "{}"));
        failing.flush();
        assertThat(sent).isDone();
        failing.abortTransaction();
      }
    }

    assertThat(manifests.last()).contains(new Manifest(2, List.of(8L), List.of("evt_8")));
  }

  @Test
  void aManifestDeletesItsOwnEventsOnlyEvenIfTheirIdsCameBack() throws SQLException {
    payments.append("pay_1", 1, 2);
    try (var table = PostgresOutboxTable.connect("payment", payments.source)) {
      List<OutboxRow> rows = table.read(100, Manifest.NONE);
      List<Long> ids = rows.stream().map(OutboxRow::id).toList();

      assertThat(table.delete(new Manifest(1, ids, List.of("evt_pay_1_1", "evt_other")))).isOne();
    }
    assertThat(payments.waiting()).isOne();
  }
}
