package com.aegispay.merchants.endpoint;

import com.aegispay.merchants.change.Fact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What other services are told of an endpoint: {@code
 * contracts/events/merchants/webhook_endpoint.*}.
 */
record EndpointData(
    String id,
    String url,
    boolean livemode,
    List<String> enabledEvents,
    String status,
    List<Secret> secrets) {

  /**
   * A signing secret.
   *
   * @param expiresAt null for the current one
   */
  record Secret(String sealed, @Nullable Instant expiresAt) {}

  static Fact created(WebhookEndpoint endpoint, Instant now) {
    return fact("webhook_endpoint.created", endpoint, now);
  }

  static Fact updated(WebhookEndpoint endpoint, Instant now) {
    return fact("webhook_endpoint.updated", endpoint, now);
  }

  static Fact deleted(WebhookEndpoint endpoint) {
    WebhookEndpoint.Settings settings = endpoint.settings();
    return new Fact(
        "webhook_endpoint.deleted",
        endpoint.livemode(),
        new EndpointData(
            endpoint.id().id(),
            settings.url(),
            endpoint.livemode(),
            settings.enabledEvents(),
            "deleted",
            List.of()),
        null);
  }

  private static Fact fact(String type, WebhookEndpoint endpoint, Instant now) {
    WebhookEndpoint.Settings settings = endpoint.settings();
    return new Fact(
        type,
        endpoint.livemode(),
        new EndpointData(
            endpoint.id().id(),
            settings.url(),
            endpoint.livemode(),
            settings.enabledEvents(),
            settings.status().toString(),
            endpoint.secrets(now)),
        null);
  }
}
