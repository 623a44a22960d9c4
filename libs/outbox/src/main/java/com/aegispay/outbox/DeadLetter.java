package com.aegispay.outbox;

import org.jspecify.annotations.Nullable;

/**
 * A record that is not applied, and why.
 *
 * @param event null when the record is no event of ours
 */
public record DeadLetter(
    String merchantId,
    String topic,
    int partition,
    long offset,
    String subject,
    @Nullable ReceivedEvent event,
    @Nullable String body,
    String error) {

  static DeadLetter of(ReceivedEvent event, String error) {
    return new DeadLetter(
        event.merchantId(),
        event.topic(),
        event.partition(),
        event.offset(),
        event.subject(),
        event,
        event.body(),
        error);
  }
}
