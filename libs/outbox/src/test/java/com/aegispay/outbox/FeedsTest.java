package com.aegispay.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.testkit.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

class FeedsTest {
  private static final Settlement service = new Settlement();
  private static final TestServers servers = TestServers.get();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final String topic = servers.newTopic("payments");
  private final String group = TestServers.uniqueName("settlement-service");
  private final KafkaProducer<String, String> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", servers.kafkaBootstrapServers(), "transactional.id", topic),
          new StringSerializer(),
          new StringSerializer());

  @AfterEach
  void close() {
    producer.close();
  }

  private ConcurrentMessageListenerContainer<String, String> start(EventHandler handler) {
    Map<String, Object> kafka = Map.of("bootstrap.servers", servers.kafkaBootstrapServers());
    var container =
        new Feeds(kafka, service.inbox, meters, ObservationRegistry.NOOP)
            .listen(Feed.of(group, handler, topic));
    container.start();
    return container;
  }

  private void publish(boolean commit, List<ProducerRecord<String, String>> records) {
    producer.beginTransaction();
    var sent = records.stream().map(producer::send).toList();
    producer.flush();
    assertThat(sent).allMatch(future -> future.state() == Future.State.SUCCESS);
    if (commit) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  private ProducerRecord<String, String> event(String subject, long sequence) {
    var record = new ProducerRecord<>(topic, subject, "{}");
    Map.of(
            "id",
            "evt_" + subject + sequence,
            "type",
            "payment.captured",
            "version",
            "1",
            "sequence",
            Long.toString(sequence),
            "merchant_id",
            Settlement.MERCHANT)
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  private double counted(String outcome) {
    return meters.counter("aegispay.feed.events", "service", group, "outcome", outcome).count();
  }

  @Test
  void committedEventsAreAppliedOnceInTheirOrderAndAbortedOnesNever() {
    producer.initTransactions();
    publish(true, List.of(event("a", 1), event("b", 1), event("a", 2)));
    publish(false, List.of(event("a", 3), event("c", 1)));
    publish(true, List.of(event("a", 2), event("a", 3), event("b", 2)));
    Set<String> services = ConcurrentHashMap.newKeySet();

    var feed =
        start(
            event -> {
              services.add(String.valueOf(MDC.get("service")));
              service.apply(event);
            });

    await().until(() -> counted("applied") + counted("duplicate") == 6);
    feed.stop();
    assertThat(counted("duplicate")).isEqualTo(1);
    assertThat(service.effectsOn("a")).containsExactly(1L, 2L, 3L);
    assertThat(service.effectsOn("b")).containsExactly(1L, 2L);
    assertThat(service.effectsOn("c")).isEmpty();
    assertThat(services).containsExactly(group);
  }

  @Test
  void troubleThatGoesByIsWaitedForAndBuriesNothing() {
    producer.initTransactions();
    publish(true, List.of(event("d", 1), event("d", 2)));
    var failures = new AtomicInteger();

    var feed =
        start(
            event -> {
              if (failures.incrementAndGet() <= 4) {
                throw new UncheckedIOException(new IOException("away"));
              }
              service.apply(event);
            });

    await().until(() -> counted("applied") == 2);
    feed.stop();
    assertThat(failures.get()).isGreaterThanOrEqualTo(6);
    assertThat(service.effectsOn("d")).containsExactly(1L, 2L);
    assertThat(service.buried("d")).isEmpty();
  }

  @Test
  void aRecordThatIsNoEventIsPutAsideAndTheNextOnesAreApplied() {
    producer.initTransactions();
    publish(true, List.of(new ProducerRecord<>(topic, "noise", "not an event"), event("e", 1)));

    var feed = start(event -> service.apply(event));

    await().until(() -> counted("applied") == 1 && counted("dead_letter") == 1);
    feed.stop();
    assertThat(
            service
                .jdbc
                .sql("select body from dead_letters where subject = 'noise'")
                .query(String.class)
                .single())
        .isEqualTo("not an event");
  }

  @Test
  void whatWasNotAppliedBeforeAStopIsAppliedAfterIt() {
    producer.initTransactions();
    publish(true, List.of(event("f", 1)));
    var first = start(event -> service.apply(event));
    await().until(() -> counted("applied") == 1);
    first.stop();
    publish(true, List.of(event("f", 2)));

    var second = start(event -> service.apply(event));

    await().until(() -> counted("applied") == 2);
    second.stop();
    assertThat(service.effectsOn("f")).containsExactly(1L, 2L);
  }
}
