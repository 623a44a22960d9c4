package com.aegispay.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a subject, as other services are told.
 *
 * @param id {@code evt_...}, unique for ever
 * @param type for example {@code payment.captured}
 * @param version of the type's contract, from 1
 * @param sequence the subject's own, from 1, without gaps
 * @param subject the aggregate's id; events of one subject keep their order
 * @param topic the Kafka topic
 * @param data what the event says, for machines: anything the service's JSON mapper writes
 * @param object the public resource after the event, or null where there is none
 */
public record Event(
    String id,
    String type,
    int version,
    long sequence,
    String subject,
    String topic,
    String merchantId,
    boolean livemode,
    Instant occurredAt,
    Object data,
    @Nullable Object object) {

  public Event {
    if (version < 1 || sequence < 1) {
      throw new IllegalArgumentException(
          "version and sequence start at 1: %s %d %d".formatted(type, version, sequence));
    }
  }
}
