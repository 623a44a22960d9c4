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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever step a relay dies at, the next one publishes every row once. */
class CrashTest {
  private final PaymentSource payments = new PaymentSource();

  @AfterEach
  void close() {
    payments.close();
  }

  /** Ends the reader's thread as a crash would: no handler of ours catches it. */
  private static final class Crash extends Error {}

  @ParameterizedTest
  @EnumSource(Step.class)
  void nothingIsLostOrPublishedTwiceWhenTheRelayDiesAfter(Step step) {
    payments.append("pay_1", 1, 150);
    Relay dying =
        payments.relay(
            reached -> {
              if (reached == step) {
                throw new Crash();
              }
            });
    dying.start();
    await()
        .dontCatchUncaughtExceptions()
        .atMost(PaymentSource.IN_TIME)
        .until(() -> dying.statuses().getFirst().state() instanceof State.Failing);
    payments.append("pay_1", 151, 160);

    Relay next = payments.start();
    payments.awaitEmpty();
    next.stop();

    payments.assertPublishedOnce("pay_1", 1, 160);
  }

  @Test
  void aFormerLeaderThatWakesUpLateCannotPublish() throws SQLException {
    payments.append("pay_1", 1, 3);
    new ManifestTopic(payments.kafka, payments.prefix, "payment").create();
    try (var zombie = Carrier.open(payments.kafka, payments.prefix, "payment")) {
      List<OutboxRow> rows = readAndLoseTheSession();
      Relay next = payments.start();
      payments.awaitEmpty();
      next.stop();

      assertThatThrownBy(() -> zombie.carry(rows, Manifest.of(1, rows), Steps.UNOBSERVED))
          .isInstanceOf(NotCarried.class);
    }
    payments.assertPublishedOnce("pay_1", 1, 3);
  }

  private List<OutboxRow> readAndLoseTheSession() throws SQLException {
    try (var table = OutboxTable.connect("payment", payments.source)) {
      assertThat(table.takeLease()).isTrue();
      return table.read(100);
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
    var manifests = new ManifestTopic(payments.kafka, payments.prefix, "payment");
    manifests.create();
    assertThat(manifests.last()).isEmpty();
    try (var carrier = Carrier.open(payments.kafka, payments.prefix, "payment")) {
      carrier.carry(List.of(), new Manifest(1, List.of(7L), List.of("evt_7")), Steps.UNOBSERVED);
      carrier.carry(List.of(), new Manifest(2, List.of(8L), List.of("evt_8")), Steps.UNOBSERVED);
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
                    ManifestTopic.name(payments.prefix, "payment"), "payment", "{}"));
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
    try (var table = OutboxTable.connect("payment", payments.source)) {
      List<OutboxRow> rows = table.read(100);
      List<Long> ids = rows.stream().map(OutboxRow::id).toList();

      assertThat(table.delete(new Manifest(1, ids, List.of("evt_pay_1_1", "evt_other")))).isOne();
    }
    assertThat(payments.waiting()).isOne();
  }
}
