package com.aegispay.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * One source's transactional producer. Opening it fences every earlier one of the source; after a
 * failure it is closed, and the next one's opening settles what it left.
 */
final class Carrier implements AutoCloseable {

  /** A batch did not get through. */
  static final class NotCarried extends RuntimeException {
    NotCarried(KafkaException cause) {
      super(cause);
    }

    /**
     * Whether Kafka refuses the batch for what is in it. Then nothing of it was committed;
     * otherwise that is not known.
     */
    boolean poisoned() {
      return Stream.<Throwable>iterate(this, cause -> cause != null, Throwable::getCause)
          .limit(10)
          .anyMatch(
              cause ->
                  cause instanceof RecordTooLargeException
                      || cause instanceof InvalidTopicException);
    }
  }

  private final String source;
  private final String manifestTopic;
  private final KafkaProducer<String, String> producer;

  private Carrier(String source, String manifestTopic, KafkaProducer<String, String> producer) {
    this.source = source;
    this.manifestTopic = manifestTopic;
    this.producer = producer;
  }

  /** Opens the producer and fences the ones before it. */
  static Carrier open(Map<String, Object> kafka, String prefix, String source) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, prefix + "-relay-" + source);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L << 20);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
    var producer =
        new KafkaProducer<String, String>(settings, new StringSerializer(), new StringSerializer());
    var carrier = new Carrier(source, ManifestTopic.name(prefix, source), producer);
    try {
      producer.initTransactions();
      return carrier;
    } catch (KafkaException e) {
      carrier.close();
      throw e;
    }
  }

  /**
   * Begins a transaction with the rows and their manifest. They travel while the caller does
   * something else.
   *
   * @throws NotCarried when it cannot be; this carrier is then of no more use
   */
  void send(List<OutboxRow> rows, Manifest manifest) {
    try {
      producer.beginTransaction();
      for (OutboxRow row : rows) {
        send(row.toRecord());
      }
      send(new ProducerRecord<>(manifestTopic, source, manifest.toJson()));
    } catch (KafkaException e) {
      throw new NotCarried(e);
    }
  }

  /**
   * Commits what was sent.
   *
   * @throws NotCarried when that is not known to have succeeded; this carrier is then of no more
   *     use
   */
  void commit() {
    try {
      // Not flush() before it: that waits without end for a broker that is away, this for
      // MAX_BLOCK.
      producer.commitTransaction();
    } catch (KafkaException e) {
      throw new NotCarried(e);
    }
  }

  /** Throws what is known at once, or every row would wait in turn for brokers that are away. */
  private void send(ProducerRecord<String, String> record) {
    Future<RecordMetadata> sent = producer.send(record);
    if (sent.state() == Future.State.FAILED) {
      throw new KafkaException(sent.exceptionNow());
    }
  }

  /** At once: there is nothing in it, or the next producer will abort what is. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
