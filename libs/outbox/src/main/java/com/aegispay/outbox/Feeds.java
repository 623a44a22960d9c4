package com.aegispay.outbox;

import com.aegispay.outbox.Inbox.Receipt;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Runs a service's feeds. A container is returned to be a bean: Spring starts and stops it.
 *
 * <p>Only committed records are read; offsets are committed after the database is. Trouble that
 * goes by is retried for ever, from 200 ms to 10 s apart, while the consumer keeps its partitions.
 *
 * <p>Metrics: {@code aegispay.feed.events} (service, outcome), {@code aegispay.feed.gaps}, {@code
 * aegispay.feed.lag.records}.
 */
public final class Feeds {
  private static final Logger log = LoggerFactory.getLogger(Feeds.class);

  /** Of events that may wait for others: with so many bytes they wait no longer. */
  private static final int GATHERED_BYTES = 512 << 10;

  private final Map<String, Object> kafka;
  private final Inbox inbox;
  private final MeterRegistry meters;
  private final ObservationRegistry observations;
  private final Map<String, BatchHandler> handlers = new ConcurrentHashMap<>();

  /**
   * @param kafka consumer properties: the brokers and how to reach them; the rest is decided here
   */
  public Feeds(
      Map<String, Object> kafka,
      Inbox inbox,
      MeterRegistry meters,
      ObservationRegistry observations) {
    this.kafka = Map.copyOf(kafka);
    this.inbox = inbox;
    this.meters = meters;
    this.observations = observations;
  }

  /** What the service does about a topic's events. */
  BatchHandler handlerOf(String topic) {
    BatchHandler handler = handlers.get(topic);
    if (handler == null) {
      throw new IllegalStateException("No feed reads " + topic + " any more");
    }
    return handler;
  }

  public ConcurrentMessageListenerContainer<String, String> listen(Feed feed) {
    feed.topics().forEach(topic -> handlers.put(topic, feed.handler()));
    ContainerProperties properties = new ContainerProperties(feed.topics().toArray(String[]::new));
    properties.setGroupId(feed.service());
    properties.setAckMode(ContainerProperties.AckMode.BATCH);
    properties.setMissingTopicsFatal(false);
    properties.setMessageListener(
        (BatchMessageListener<String, String>) records -> receive(feed, records));
    SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor(feed.service() + "-feed-");
    threads.setVirtualThreads(true);
    threads.setTaskDecorator(
        task ->
            () -> {
              MDC.put("service", feed.service());
              task.run();
            });
    properties.setListenerTaskExecutor(threads);

    var container =
        new ConcurrentMessageListenerContainer<String, String>(
            new DefaultKafkaConsumerFactory<>(consumer(feed)), properties);
    container.setBeanName(feed.service() + "-" + String.join("-", feed.topics()));
    container.setConcurrency(feed.concurrency());
    container.setCommonErrorHandler(new DefaultErrorHandler(forEver()));
    Gauge.builder("aegispay.feed.lag.records", container, Feeds::lag)
        .tag("service", feed.service())
        .tag("topics", String.join(",", feed.topics()))
        .register(meters);
    return container;
  }

  private Map<String, Object> consumer(Feed feed) {
    Map<String, Object> consumer = new HashMap<>(kafka);
    consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // The partitions of a consumer that was killed are taken over after this.
    consumer.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
    if (feed.gathering().isPositive()) {
      consumer.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHERED_BYTES);
      consumer.put(
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(feed.gathering().toMillis()));
    }
    // A topic that is made after the consumer started is found in seconds, not in five minutes.
    consumer.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
    consumer.put(
        ConsumerConfig.CLIENT_ID_CONFIG, feed.service() + "-" + String.join("-", feed.topics()));
    return consumer;
  }

  private static ExponentialBackOff forEver() {
    ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
    backOff.setMaxInterval(10_000);
    backOff.setJitter(50);
    return backOff;
  }

  private void receive(Feed feed, List<ConsumerRecord<String, String>> records) {
    try {
      List<ReceivedEvent> events = new ArrayList<>(records.size());
      for (ConsumerRecord<String, String> record : records) {
        Optional<ReceivedEvent> event = ReceivedEvent.from(record);
        if (event.isPresent()) {
          events.add(event.get());
        } else {
          count(feed, inbox.bury(unreadable(record)));
        }
      }
      // What a batch brings of several topics is applied in the order in which the feed names them.
      events.sort(Comparator.comparingInt(event -> feed.topics().indexOf(event.topic())));
      count(feed, inbox.receive(events, fresh -> observed(feed, fresh)));
    } catch (RuntimeException e) {
      String what = Trouble.describe(e);
      log.warn("{} waits with {} records: {}", feed.service(), records.size(), what);
      // The cause stays behind: its messages quote SQL, and the container would log them.
      throw new IllegalStateException(what);
    }
  }

  private static DeadLetter unreadable(ConsumerRecord<String, String> record) {
    return new DeadLetter(
        Objects.requireNonNullElse(ReceivedEvent.header(record, "merchant_id"), ""),
        record.topic(),
        record.partition(),
        record.offset(),
        Objects.requireNonNullElse(record.key(), ""),
        null,
        record.value(),
        "not an event: key, value or a header is missing or malformed");
  }

  private void observed(Feed feed, List<ReceivedEvent> events) {
    Observation.createNotStarted("aegispay.feed.apply", observations)
        .lowCardinalityKeyValue("service", feed.service())
        .observe(() -> feed.handler().apply(events));
  }

  private void count(Feed feed, Receipt receipt) {
    count(feed, "applied", receipt.applied());
    count(feed, "duplicate", receipt.duplicates());
    count(feed, "dead_letter", receipt.deadLetters());
    meters.counter("aegispay.feed.gaps", "service", feed.service()).increment(receipt.gaps());
  }

  private void count(Feed feed, String outcome, int events) {
    meters
        .counter("aegispay.feed.events", "service", feed.service(), "outcome", outcome)
        .increment(events);
  }

  private static double lag(ConcurrentMessageListenerContainer<String, String> container) {
    return container.metrics().values().stream()
        .flatMap(metrics -> metrics.values().stream())
        .filter(metric -> metric.metricName().name().equals("records-lag"))
        .mapToDouble(metric -> metric.metricValue() instanceof Double lag ? lag : 0)
        .filter(lag -> lag > 0)
        .sum();
  }
}
