package com.aegispay.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServersTest {
  @TempDir Path directory;

  @Test
  void what_was_written_is_there_after_a_restart() throws Exception {
    ServerPlan plan = plan(directory, Durability.KEPT);
    try (var servers = Servers.start(plan);
        var admin = servers.postgres().connectAsAdmin("postgres");
        var statement = admin.createStatement()) {
      statement.execute("create table kept as select 42 as answer");
      servers.kafka().createTopics(Kafka.TOPICS);
      servers.kafka().createTopics(Kafka.TOPICS);
      produce(servers.kafka(), "payments", "pay_1", "captured");
    }

    try (var servers = Servers.start(plan);
        var admin = servers.postgres().connectAsAdmin("postgres")) {
      assertThat(one(admin, "select answer from kept")).isEqualTo("42");
      assertThat(one(admin, "show fsync")).isEqualTo("on");
      assertThat(one(admin, "show synchronous_commit")).isEqualTo("on");
      assertThat(consumeOne(servers.kafka(), "payments")).isEqualTo("captured");
      try (var kafka =
          Admin.create(Map.of("bootstrap.servers", servers.kafka().bootstrapServers()))) {
        assertThat(kafka.describeTopics(Kafka.TOPICS).allTopicNames().get().values())
            .hasSize(4)
            .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(Kafka.PARTITIONS));
        var payments = new ConfigResource(ConfigResource.Type.TOPIC, "payments");
        assertThat(kafka.describeConfigs(List.of(payments)).all().get().get(payments))
            .extracting(settings -> settings.get("flush.messages").value())
            .isEqualTo("1");
      }
    }
  }

  @Test
  void a_first_start_that_was_cut_off_before_passwords_were_demanded_is_mended_by_the_next()
      throws Exception {
    ServerPlan plan = plan(directory, Durability.FORGOTTEN);
    Postgres.start(plan).close();
    Files.writeString(
        directory.resolve("postgres/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");

    try (var postgres = Postgres.start(plan);
        var admin = postgres.connectAsAdmin("postgres")) {
      assertThat(one(admin, "select current_user")).isEqualTo(Postgres.ADMIN);
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.url("postgres"), Postgres.ADMIN, "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
    }
  }

  @Test
  void a_process_that_a_killed_run_left_behind_is_ended_by_the_next_start_and_no_other_is()
      throws Exception {
    ServerPlan plan = plan(directory, Durability.FORGOTTEN);
    ServerPlan neighbour = plan(directory.resolve("neighbour"), Durability.FORGOTTEN);
    try (var other = Redis.start(neighbour);
        var left = Redis.start(plan)) {
      assertThat(left.url()).isNotEqualTo(other.url());

      List<String> ended = Leftovers.end(plan.dataDirectory());

      assertThat(ended).singleElement().asString().startsWith("redis ");
      assertThat(Leftovers.end(plan.dataDirectory())).isEmpty();
      assertThat(Leftovers.end(neighbour.dataDirectory())).hasSize(1);
    }
  }

  @Test
  void a_failed_start_leaves_nothing_running() throws Exception {
    ServerPlan plan = plan(directory, Durability.FORGOTTEN);
    try (var taken = new ServerSocket(plan.redisPort(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();

      assertThatThrownBy(() -> Servers.start(plan))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Redis");

      assertThat(Leftovers.end(plan.dataDirectory())).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_kafka_whose_port_is_taken_says_so_and_does_not_end_this_process(boolean controllers)
      throws Exception {
    ServerPlan plan = plan(directory, Durability.FORGOTTEN);
    int port = controllers ? plan.kafkaControllerPort() : plan.kafkaPort();
    try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();

      assertThatThrownBy(() -> Kafka.start(plan))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Kafka did not start")
          .hasStackTraceContaining("Address already in use");
    }
    Kafka.start(plan).close();
  }

  @Test
  void each_service_works_in_its_own_schema_and_cannot_make_tables_or_read_its_neighbours()
      throws Exception {
    try (var postgres = Postgres.start(plan(directory, Durability.FORGOTTEN));
        var admin = postgres.connectAsAdmin("postgres")) {
      Roles.apply(admin, role -> "first-" + role);
      Roles.apply(admin, role -> "secret-" + role);
      try (var owner = connect(postgres, "payment_owner");
          var service = connect(postgres, "payment_service");
          var neighbour = connect(postgres, "fraud_service");
          var relay = connect(postgres, "outbox_relay")) {
        run(owner, "create table outbox (id bigint generated always as identity, body text)");
        run(owner, "grant select, delete on outbox to outbox_relay");

        run(service, "insert into outbox (body) values ('paid')");

        assertThat(one(service, "select body from payment.outbox")).isEqualTo("paid");
        assertThat(one(relay, "delete from payment.outbox returning body")).isEqualTo("paid");
        refused(service, "create table mine (id int)");
        refused(service, "alter table outbox add column more text");
        refused(neighbour, "select * from payment.outbox");
        refused(relay, "insert into payment.outbox (body) values ('forged')");
      }
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.url("postgres"), "payment_owner", "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
    }
  }

  private static ServerPlan plan(Path directory, Durability durability) throws IOException {
    return ServerPlan.onFreePorts(directory, "admin's own", durability);
  }

  private static Connection connect(Postgres postgres, String role) throws SQLException {
    return DriverManager.getConnection(postgres.url("postgres"), role, "secret-" + role);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void refused(Connection connection, String sql) {
    assertThatThrownBy(() -> run(connection, sql))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void produce(Kafka kafka, String topic, String key, String value)
      throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      assertThat(producer.send(new ProducerRecord<>(topic, key, value)).get().offset()).isZero();
    }
  }

  private static String consumeOne(Kafka kafka, String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            "test",
            "auto.offset.reset",
            "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
    }
  }
}
