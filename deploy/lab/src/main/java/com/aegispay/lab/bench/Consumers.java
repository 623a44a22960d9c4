package com.aegispay.lab.bench;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How far the services that read the topics are behind. */
final class Consumers implements AutoCloseable {

  private final Admin admin;

  Consumers(String bootstrapServers) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Records that the service which is furthest behind has not applied. */
  long behind() throws IOException {
    Map<String, Map<TopicPartition, OffsetAndMetadata>> groups =
        got(
            admin
                .listConsumerGroupOffsets(
                    got(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
                        .collect(
                            toMap(GroupListing::groupId, _ -> new ListConsumerGroupOffsetsSpec())))
                .all());
    Map<TopicPartition, Long> ends = ends(groups);
    return groups.values().stream()
        .mapToLong(
            offsets ->
                offsets.entrySet().stream()
                    .filter(one -> one.getValue() != null)
                    .mapToLong(
                        one -> behind(ends.getOrDefault(one.getKey(), 0L), one.getValue().offset()))
                    .sum())
        .max()
        .orElse(0);
  }

  /** The marker that ends a transaction is a record that no consumer sees. */
  private static long behind(long end, long applied) {
    return Math.max(0, end - applied - 1);
  }

  private Map<TopicPartition, Long> ends(Map<String, Map<TopicPartition, OffsetAndMetadata>> groups)
      throws IOException {
    Map<TopicPartition, OffsetSpec> wanted =
        groups.values().stream()
            .flatMap(offsets -> offsets.keySet().stream())
            .distinct()
            .collect(toMap(partition -> partition, _ -> OffsetSpec.latest()));
    return got(admin.listOffsets(wanted).all()).entrySet().stream()
        .collect(toMap(Map.Entry::getKey, one -> one.getValue().offset()));
  }

  private static <T> T got(KafkaFuture<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IOException("Kafka does not say how far the consumers are: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
