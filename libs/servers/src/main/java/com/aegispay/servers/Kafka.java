package com.aegispay.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/** A KRaft broker with its controller in this JVM. */
public final class Kafka implements Server {
  /** The platform's topics: one ordered stream for each kind of aggregate. */
  public static final List<String> TOPICS =
      List.of("merchants", "payments", "fraud", "settlements");

  /** Partitions of a topic in the local default. */
  public static final int PARTITIONS = 6;

  private static final ScopedValue<ServerPlan> STARTING = ScopedValue.newInstance();

  static {
    // A Kafka that cannot start ends its process. This process is more than Kafka, and whoever
    // starts it hears the reason; one that fails later than that still ends it.
    Exit.setExitProcedure((status, message) -> unlessStarting(Runtime.getRuntime()::exit, status));
    Exit.setHaltProcedure((status, message) -> unlessStarting(Runtime.getRuntime()::halt, status));
  }

  private final KafkaRaftServer server;
  private final int port;

  private Kafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts it alone; returns when it answers. */
  public static Kafka start(ServerPlan plan) throws IOException {
    Path data = plan.dataDirectory().resolve("kafka");
    Properties settings = settings(plan, data);
    if (!Files.exists(data.resolve("meta.properties"))) {
      format(plan.dataDirectory(), settings);
    }
    var server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    try {
      ScopedValue.where(STARTING, plan).run(server::startup);
    } catch (RuntimeException e) {
      server.shutdown();
      throw new IOException("Kafka did not start: " + e.getMessage(), e);
    }
    return new Kafka(server, plan.kafkaPort());
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Creates the topics that do not exist yet, with {@link #PARTITIONS} partitions each. */
  public void createTopics(Collection<String> names) {
    createTopics(bootstrapServers(), names);
  }

  /** The same at any Kafka. */
  public static void createTopics(String bootstrapServers, Collection<String> names) {
    try (var admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      var existing = admin.listTopics().names().get();
      var missing =
          names.stream()
              .filter(name -> !existing.contains(name))
              .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
              .toList();
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused to create " + names, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating " + names, e);
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void unlessStarting(IntConsumer end, int status) {
    if (!STARTING.isBound()) {
      end.accept(status);
    }
  }

  private static Properties settings(ServerPlan plan, Path data) {
    String controller = "127.0.0.1:" + plan.kafkaControllerPort();
    String broker = "127.0.0.1:" + plan.kafkaPort();
    var settings = new Properties();
    settings.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@" + controller,
            "listeners", "PLAINTEXT://" + broker + ",CONTROLLER://" + controller,
            "advertised.listeners", "PLAINTEXT://" + broker,
            "controller.listener.names", "CONTROLLER",
            "inter.broker.listener.name", "PLAINTEXT",
            "listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
            "log.dirs", data.toString()));
    // One broker: what Kafka replicates by default cannot be, and a small machine needs few of
    // each.
    settings.putAll(
        Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "group.initial.rebalance.delay.ms", "0",
            "num.partitions", Integer.toString(PARTITIONS),
            "log.cleaner.dedupe.buffer.size", "2097152"));
    // A killed broker may register again when its former session is over, and not before.
    settings.put("broker.session.timeout.ms", "3000");
    settings.put("broker.heartbeat.interval.ms", "500");
    if (plan.durability() == Durability.KEPT) {
      // No replica has a copy, and the relay deletes its row once the event is acknowledged.
      settings.put("log.flush.interval.messages", "1");
    }
    return settings;
  }

  private static void format(Path directory, Properties settings) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve("kafka.properties");
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    }
    var said = new ByteArrayOutputStream();
    String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
    if (StorageTool.execute(arguments, new PrintStream(said, true, UTF_8)) != 0) {
      throw new IOException("Kafka could not format its data directory: " + said.toString(UTF_8));
    }
    Files.delete(file);
  }
}
