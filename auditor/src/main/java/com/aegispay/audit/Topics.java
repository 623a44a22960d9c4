package com.aegispay.audit;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.postgresql.copy.PGCopyOutputStream;

/** The topics and how far their consumers are, copied into the snapshot's working tables. */
final class Topics implements AutoCloseable {

  /** A transaction that its producer left open is aborted within less. */
  private static final Duration STALLED = Duration.ofSeconds(60);

  private static final Duration POLL = Duration.ofMillis(200);

  /** How far a consumer of a schema has committed. */
  record Committed(String schema, TopicPartition partition, long offset) {}

  private final Map<String, Object> kafka;
  private final Admin admin;

  Topics(Map<String, Object> kafka) {
    this.kafka = kafka;
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("default.api.timeout.ms", 20_000);
    settings.put("request.timeout.ms", 10_000);
    this.admin = Admin.create(settings);
  }

  /** The consumers' offsets now. */
  List<Committed> committed() {
    Map<String, ListConsumerGroupOffsetsSpec> groups =
        Consumers.ALL.stream()
            .collect(toMap(Consumers::group, _ -> new ListConsumerGroupOffsetsSpec()));
    Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets =
        get(admin.listConsumerGroupOffsets(groups).all());
    List<Committed> committed = new ArrayList<>();
    for (Consumers consumer : Consumers.ALL) {
      offsets
          .getOrDefault(consumer.group(), Map.of())
          .forEach(
              (partition, offset) -> {
                if (offset != null && consumer.topics().contains(partition.topic())) {
                  committed.add(new Committed(consumer.schema(), partition, offset.offset()));
                }
              });
    }
    return committed;
  }

  /** Where the topics end now, open transactions included. */
  Map<TopicPartition, Long> ends() {
    return offsets(OffsetSpec.latest());
  }

  /**
   * Copies what was committed to the topics from a time on up to these ends.
   *
   * @param from an empty time reads everything that Kafka has
   * @return from when on nothing is missing that was ever there
   */
  Instant copy(Snapshot snapshot, Map<TopicPartition, Long> ends, Instant from, Progress progress) {
    Map<TopicPartition, Long> begins =
        offsets(
            from.equals(Instant.EPOCH)
                ? OffsetSpec.earliest()
                : OffsetSpec.forTimestamp(from.toEpochMilli()));
    Map<TopicPartition, Long> kept = offsets(OffsetSpec.earliest());
    try (var consumer = consumer();
        var rows = rows(snapshot)) {
      consumer.assign(ends.keySet());
      ends.forEach(
          (partition, end) -> {
            long begin = begins.getOrDefault(partition, 0L);
            // There is nothing as new as that.
            consumer.seek(partition, begin < 0 ? end : begin);
          });
      return copy(consumer, rows, ends, kept, from, snapshot.at(), progress);
    } catch (SQLException e) {
      throw new IllegalStateException("the records could not be copied: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Instant copy(
      KafkaConsumer<String, byte[]> consumer,
      PGCopyOutputStream rows,
      Map<TopicPartition, Long> ends,
      Map<TopicPartition, Long> kept,
      Instant from,
      Instant now,
      Progress progress)
      throws IOException {
    Map<TopicPartition, Long> oldest = new HashMap<>();
    long read = 0;
    long deadline = System.nanoTime() + STALLED.toNanos();
    long reported = System.nanoTime();
    while (true) {
      Set<TopicPartition> open = new HashSet<>();
      ends.forEach(
          (partition, end) -> {
            if (consumer.position(partition) < end) {
              open.add(partition);
            }
          });
      if (open.isEmpty()) {
        return complete(from, kept, oldest, now);
      }
      var records = consumer.poll(POLL);
      for (ConsumerRecord<String, byte[]> record : records) {
        var partition = new TopicPartition(record.topic(), record.partition());
        oldest.merge(partition, record.timestamp(), Math::min);
        if (record.offset() < ends.getOrDefault(partition, 0L)) {
          rows.write(CopyRow.of(record));
          read++;
        }
      }
      long nanos = System.nanoTime();
      if (!records.isEmpty()) {
        deadline = nanos + STALLED.toNanos();
      } else if (nanos - deadline > 0) {
        throw new KafkaException(
            "no committed record came for %d s before the end of %s"
                .formatted(STALLED.toSeconds(), open));
      }
      if (nanos - reported > Duration.ofSeconds(2).toNanos()) {
        progress.said("read %,d records of Kafka".formatted(read));
        reported = nanos;
      }
    }
  }

  /** Retention takes the oldest: what is newer than the oldest record left was never taken. */
  private static Instant complete(
      Instant from, Map<TopicPartition, Long> kept, Map<TopicPartition, Long> oldest, Instant now) {
    Instant complete = from;
    for (var begin : kept.entrySet()) {
      if (begin.getValue() > 0 && from.equals(Instant.EPOCH)) {
        Long time = oldest.get(begin.getKey());
        Instant left = time == null ? now : Instant.ofEpochMilli(time);
        complete = left.isAfter(complete) ? left : complete;
      }
    }
    return complete;
  }

  private PGCopyOutputStream rows(Snapshot snapshot) throws SQLException {
    return new PGCopyOutputStream(
        snapshot.postgres(),
        "copy audit_records (topic, part, \"offset\", merchant_id, subject, sequence, event_id,"
            + " type, body_md5) from stdin",
        1 << 16);
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
    // What is read is there already: at the end of a partition nothing is worth waiting for.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private Map<TopicPartition, Long> offsets(OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    Set<String> existing = get(admin.listTopics().names());
    List<String> topics = Consumers.TOPICS.stream().filter(existing::contains).toList();
    get(admin.describeTopics(topics).allTopicNames())
        .values()
        .forEach(
            topic ->
                topic
                    .partitions()
                    .forEach(
                        part ->
                            wanted.put(new TopicPartition(topic.name(), part.partition()), spec)));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    get(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
