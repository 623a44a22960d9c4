package com.aegispay.lab.fleet;

import com.aegispay.servers.Durability;
import com.aegispay.servers.Kafka;
import com.aegispay.servers.ServerPlan;
import java.io.IOException;
import java.nio.file.Path;

/** Kafka as a process of its own: {@code DIRECTORY PORT CONTROLLER-PORT}. */
public final class KafkaProcess {

  private KafkaProcess() {}

  public static void main(String[] arguments) throws IOException {
    Lifeline.hold(_ -> {});
    int port = Integer.parseInt(arguments[1]);
    var plan =
        new ServerPlan(
            Path.of(arguments[0]),
            0,
            0,
            port,
            Integer.parseInt(arguments[2]),
            "not used here",
            Durability.KEPT);
    Kafka kafka = Kafka.start(plan);
    kafka.createTopics(Kafka.TOPICS);
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop"));
    Lifeline.ready();
  }
}
