package com.aegispay.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The manifests of one source, on a topic of their own: on a shared one the open transaction of
 * another source would hide committed manifests behind it from a reader of committed records.
 *
 * <p>The topic is compacted, so the last manifest stays for ever and the others go.
 */
final class KafkaManifestTopic implements ManifestTopic {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(200);

  /** A manifest and its transaction's marker take two offsets; most often the last two. */
  private static final long FIRST_LOOK_BACK = 16;

  private final Map<String, Object> kafka;
  private final TopicPartition partition;

  KafkaManifestTopic(Map<String, Object> kafka, String prefix, String source) {
    this.kafka = Map.copyOf(kafka);
    this.partition = new TopicPartition(name(prefix, source), 0);
  }

  static String name(String prefix, String source) {
    return prefix + "-manifests-" + source;
  }

  @Override
  public void create() {
    NewTopic topic =
        new NewTopic(partition.topic(), Optional.of(1), Optional.empty())
            .configs(
                Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_COMPACT,
                    TopicConfig.SEGMENT_BYTES_CONFIG,
                    Integer.toString(16 << 20),
                    TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                    "0.1"));
    try (Admin admin = Admin.create(kafka)) {
      var _ = admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case TopicExistsException _ -> {}
        case KafkaException known -> throw known;
        case null, default -> throw new KafkaException(e);
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public Optional<Manifest> last() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    try (var consumer =
        new KafkaConsumer<String, String>(
            settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      long begin = offset(consumer.beginningOffsets(List.of(partition)));
      long end = offset(consumer.endOffsets(List.of(partition)));
      for (long lookBack = FIRST_LOOK_BACK; ; lookBack *= 8) {
        long from = Math.max(begin, end - lookBack);
        Optional<Manifest> last = lastBetween(consumer, from, end, deadline);
        if (last.isPresent() || from == begin) {
          return last;
        }
      }
    }
  }

  private Optional<Manifest> lastBetween(
      KafkaConsumer<String, String> consumer, long from, long end, long deadline) {
    consumer.seek(partition, from);
    Optional<Manifest> last = Optional.empty();
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
        last = Optional.of(Manifest.parse(record.value()));
      }
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException("The manifests could not be read in " + DEADLINE);
      }
    }
    return last;
  }

  private long offset(Map<TopicPartition, Long> offsets) {
    Long offset = offsets.get(partition);
    if (offset == null) {
      throw new KafkaException("No offset of " + partition);
    }
    return offset;
  }
}
