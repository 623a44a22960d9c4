package com.aegispay.notification.api;

import com.aegispay.notification.webhook.Attempt;
import com.aegispay.notification.webhook.Delivery;
import com.aegispay.notification.webhook.Delivery.Status;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the API shows it.
 *
 * @param status {@code pending}, {@code succeeded}, {@code failed} (the attempts are used up, or
 *     the endpoint answered 410) or {@code cancelled} (the endpoint was not open any more)
 * @param nextAttemptAt while it is pending
 * @param attempts by number; one whose outcome was lost with its sender is missing
 */
@JsonPropertyOrder({"id", "object", "webhook_endpoint", "event", "type", "status"})
record DeliveryBody(
    String id,
    String object,
    String webhookEndpoint,
    String event,
    String type,
    String status,
    boolean livemode,
    List<Attempt> attempts,
    @Nullable Instant nextAttemptAt,
    Instant createdAt,
    @Nullable Instant endedAt) {

  static DeliveryBody of(Delivery delivery) {
    return new DeliveryBody(
        delivery.id(),
        "delivery",
        delivery.endpointId(),
        delivery.eventId(),
        delivery.type(),
        delivery.status().name().toLowerCase(Locale.ROOT),
        delivery.livemode(),
        delivery.attempts(),
        delivery.status() == Status.PENDING ? delivery.dueAt() : null,
        delivery.createdAt(),
        delivery.endedAt());
  }
}
