package com.aegispay.relay;

import static org.awaitility.Awaitility.await;

import com.aegispay.relay.SourceStatus.State;
import com.aegispay.servers.Durability;
import com.aegispay.servers.ServerPlan;
import com.aegispay.servers.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAwayTest {
  private static final Duration PATIENTLY = Duration.ofSeconds(60);

  @Test
  void whatWaitedWhileKafkaWasAwayArrivesOnceWhenItIsBack(@TempDir Path directory)
      throws IOException {
    var plan = ServerPlan.onFreePorts(directory, "admin", Durability.FORGOTTEN);
    PaymentSource payments = new PaymentSource("127.0.0.1:" + plan.kafkaPort(), "payments");
    Relay relay = payments.relay(Steps.UNOBSERVED);
    try (var servers = Servers.start(plan)) {
      servers.kafka().createTopics(List.of("payments"));
      payments.append("pay_1", 1, 10);
      relay.start();
      payments.awaitEmpty();
    }

    payments.append("pay_1", 11, 300);
    var status = relay.statuses().getFirst();
    await().atMost(PATIENTLY).until(() -> status.state() instanceof State.Failing);

    try (var _ = Servers.start(plan)) {
      await().atMost(PATIENTLY).until(() -> payments.waiting() == 0);
      payments.assertPublishedOnce("pay_1", 1, 300);
      relay.stop();
    }
    payments.close();
  }
}
