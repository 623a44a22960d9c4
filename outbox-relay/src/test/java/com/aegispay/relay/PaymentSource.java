package com.aegispay.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.outbox.Event;
import com.aegispay.outbox.EventBody;
import com.aegispay.outbox.Outbox;
import com.aegispay.relay.RelayProperties.Source;
import com.aegispay.testkit.TestDatabase;
import com.aegispay.testkit.TestServers;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A payment-service that only writes events, and a consumer that only looks what arrived. */
final class PaymentSource {
  static final Duration IN_TIME = Duration.ofSeconds(20);

  final TestDatabase database = TestDatabase.of("payment", "classpath:db/lib/outbox");
  final String topic;
  final String prefix = TestServers.uniqueName("outbox");
  final Map<String, Object> kafka;
  final Source source;
  final RelayProperties properties;
  private final HikariDataSource service;
  final JdbcClient jdbc;
  final TransactionTemplate transactions;
  final Outbox outbox;
  final List<Relay> relays = new ArrayList<>();

  PaymentSource() {
    this(TestServers.get().kafkaBootstrapServers(), TestServers.get().newTopic("payments"));
  }

  PaymentSource(String bootstrapServers, String topic) {
    this.topic = topic;
    this.kafka = Map.of("bootstrap.servers", bootstrapServers);
    this.source = new Source(database.url(), "outbox_relay", database.passwordOf("outbox_relay"));
    this.properties =
        new RelayProperties(Map.of("payment", source), prefix, Duration.ofMillis(100), 100);
    service = new HikariDataSource();
    service.setJdbcUrl(database.url());
    service.setUsername(database.serviceUser());
    service.setPassword(database.passwordOf(database.serviceUser()));
    service.setMinimumIdle(0);
    this.jdbc = JdbcClient.create(service);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(service));
    this.outbox = new Outbox(jdbc, new EventBody(JsonMapper.shared()));
  }

  Relay relay(Steps steps) {
    Relay relay = new Relay(properties, kafka, new SimpleMeterRegistry(), steps);
    relays.add(relay);
    return relay;
  }

  @CanIgnoreReturnValue
  Relay start() {
    return start(Steps.UNOBSERVED);
  }

  Relay start(Steps steps) {
    Relay relay = relay(steps);
    relay.start();
    return relay;
  }

  /** The subject's events from one sequence to another, in one transaction. */
  void append(String subject, long from, long to) {
    transactions.executeWithoutResult(
        _ ->
            outbox.append(
                LongStream.rangeClosed(from, to)
                    .mapToObj(sequence -> event(subject, sequence, "data"))
                    .toList()));
  }

  Event event(String subject, long sequence, String data) {
    return new Event(
        "evt_" + subject + "_" + sequence,
        "payment.captured",
        1,
        sequence,
        subject,
        topic,
        "mer_1",
        false,
        Instant.parse("2026-01-01T12:00:00Z"),
        data,
        null);
  }

  long waiting() {
    return jdbc.sql("select count(*) from outbox").query(Long.class).single();
  }

  /** Stops the relays and ends the service's connections. */
  void close() {
    relays.forEach(Relay::stop);
    service.close();
  }

  void awaitEmpty() {
    await().atMost(IN_TIME).until(() -> waiting() == 0);
  }

  /** Everything that a consumer of committed records sees, by subject. */
  Map<String, List<Long>> published() {
    return records().stream()
        .collect(
            Collectors.groupingBy(
                ConsumerRecord::key,
                Collectors.mapping(PaymentSource::sequence, Collectors.toList())));
  }

  List<ConsumerRecord<String, String>> records() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            String.valueOf(kafka.get("bootstrap.servers")),
            "isolation.level",
            "read_committed");
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  void assertPublishedOnce(String subject, long from, long to) {
    assertThat(published().get(subject))
        .isEqualTo(LongStream.rangeClosed(from, to).boxed().toList());
  }

  private static long sequence(ConsumerRecord<String, String> record) {
    return Long.parseLong(new String(record.headers().lastHeader("sequence").value(), UTF_8));
  }
}
