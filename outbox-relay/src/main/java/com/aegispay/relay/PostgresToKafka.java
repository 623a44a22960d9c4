package com.aegispay.relay;

import com.aegispay.relay.RelayProperties.Source;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * From a schema in PostgreSQL to Kafka.
 *
 * @param prefix of the relay's own names in Kafka
 */
record PostgresToKafka(String schema, Source source, Map<String, Object> kafka, String prefix)
    implements Ends {

  @Override
  public OutboxTable connect() throws SQLException {
    return PostgresOutboxTable.connect(schema, source);
  }

  @Override
  public ManifestTopic manifests() {
    return new KafkaManifestTopic(kafka, prefix, schema);
  }

  @Override
  public Carrier open() {
    return KafkaCarrier.open(kafka, prefix, schema);
  }

  /** Between half of it and the whole, so that rivals do not collide. */
  @Override
  public void pause(long ms, CountDownLatch stopped) throws InterruptedException {
    var _ =
        stopped.await(ThreadLocalRandom.current().nextLong(ms / 2, ms + 1), TimeUnit.MILLISECONDS);
  }
}
