package com.aegispay.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * One source's transactional producer. Opening it fences every earlier one of the source; after a
 * failure it is closed, and the next one's opening settles what it left.
 */
final class KafkaCarrier implements Carrier {

  private final String source;
  private final String manifestTopic;
  private final KafkaProducer<String, String> producer;

  private KafkaCarrier(
      String source, String manifestTopic, KafkaProducer<String, String> producer) {
    this.source = source;
    this.manifestTopic = manifestTopic;
    this.producer = producer;
  }

  /** Opens the producer and fences the ones before it. */
  static KafkaCarrier open(Map<String, Object> kafka, String prefix, String source) {
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
    var carrier = new KafkaCarrier(source, KafkaManifestTopic.name(prefix, source), producer);
    try {
      producer.initTransactions();
      return carrier;
    } catch (KafkaException e) {
      carrier.close();
      throw e;
    }
  }

  @Override
  public void send(List<OutboxRow> rows, Manifest manifest) {
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

  @Override
  public void commit() {
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
