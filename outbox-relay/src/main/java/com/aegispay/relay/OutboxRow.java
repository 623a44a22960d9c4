package com.aegispay.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** A row of an outbox, and the record it becomes. */
public record OutboxRow(
    long id,
    String topic,
    String subject,
    long sequence,
    String eventId,
    String type,
    int version,
    String merchantId,
    String body,
    @Nullable String traceparent) {

  ProducerRecord<String, String> toRecord() {
    var record = new ProducerRecord<>(topic, null, subject, body, headers());
    if (traceparent != null) {
      var _ = record.headers().add(header("traceparent", traceparent));
    }
    return record;
  }

  private List<Header> headers() {
    return List.of(
        header("id", eventId),
        header("type", type),
        header("version", Integer.toString(version)),
        header("sequence", Long.toString(sequence)),
        header("merchant_id", merchantId));
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }
}
