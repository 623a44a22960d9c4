package com.aegispay.outbox;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * An event as it arrived. The headers are parsed, the body is not: skip by {@code type} first, then
 * read {@code body} with a record of one's own.
 *
 * @param body the whole JSON envelope, {@code data} and {@code object} within
 * @param traceparent of the span that wrote the event
 */
public record ReceivedEvent(
    String topic,
    int partition,
    long offset,
    String subject,
    String id,
    String type,
    int version,
    long sequence,
    String merchantId,
    String body,
    @Nullable String traceparent) {

  /** Empty when key, body or a header is missing or malformed: no event of ours. */
  public static Optional<ReceivedEvent> from(ConsumerRecord<String, String> record) {
    String id = header(record, "id");
    String type = header(record, "type");
    int version = Math.toIntExact(number(header(record, "version"), Integer.MAX_VALUE));
    long sequence = number(header(record, "sequence"), Long.MAX_VALUE);
    String merchant = header(record, "merchant_id");
    String subject = record.key();
    String body = record.value();
    if (id == null
        || type == null
        || version < 1
        || sequence < 1
        || merchant == null
        || subject == null
        || body == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ReceivedEvent(
            record.topic(),
            record.partition(),
            record.offset(),
            subject,
            id,
            type,
            version,
            sequence,
            merchant,
            body,
            header(record, "traceparent")));
  }

  static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** The number, or 0 when it is none between 1 and the limit. */
  private static long number(@Nullable String text, long limit) {
    if (text == null) {
      return 0;
    }
    try {
      long number = Long.parseLong(text);
      return number > limit ? 0 : Math.max(0, number);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
