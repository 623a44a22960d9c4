package com.aegispay.notification.flow;

import com.aegispay.notification.store.Deliveries;
import com.aegispay.notification.store.Endpoints;
import com.aegispay.notification.webhook.Delivery;
import com.aegispay.notification.webhook.Endpoint;
import com.aegispay.notification.webhook.Webhook;
import com.aegispay.notification.webhook.WebhookBody;
import com.aegispay.starter.id.Ids;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Sends an endpoint an event that did not happen, so that its owner can try it: type {@code
 * webhook_endpoint.test}, whatever it subscribes to, with the endpoint itself as the object.
 */
@Component
public class SendTestEvent {

  private static final String TYPE = "webhook_endpoint.test";

  /** A test event is the only one of its subject. */
  private static final long SEQUENCE = 1;

  /** What became of the wish. */
  public sealed interface Outcome {

    record Queued(Delivery delivery) implements Outcome {}

    /** The merchant has no such endpoint in this mode. */
    record Missing() implements Outcome {}

    /** The endpoint is disabled or said that it is gone. */
    record EndpointClosed() implements Outcome {}
  }

  private final Endpoints endpoints;
  private final Deliveries deliveries;
  private final QueueEvent queue;
  private final Ids ids;
  private final InstantSource clock;

  public SendTestEvent(
      Endpoints endpoints, Deliveries deliveries, QueueEvent queue, Ids ids, InstantSource clock) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.queue = queue;
    this.ids = ids;
    this.clock = clock;
  }

  /** In the caller's transaction; its commit sends. */
  public Outcome send(String merchantId, boolean livemode, String endpointId) {
    Endpoint endpoint = endpoints.find(merchantId, livemode, endpointId).orElse(null);
    if (endpoint == null) {
      return new Outcome.Missing();
    }
    if (!endpoint.isOpen()) {
      return new Outcome.EndpointClosed();
    }
    String event = ids.next("evt");
    String happenedAt = WebhookBody.timestamp(clock.instant());
    WebhookBody body =
        new WebhookBody(event, TYPE, happenedAt, SEQUENCE, livemode, sample(endpoint));
    Webhook webhook = new Webhook(merchantId, event, TYPE, livemode, body.json());
    return deliveries
        .find(merchantId, livemode, queue.to(endpoint, webhook))
        .<Outcome>map(Outcome.Queued::new)
        .orElseThrow(() -> new IllegalStateException("the test event was not queued"));
  }

  private static JsonNode sample(Endpoint endpoint) {
    var object = JsonNodeFactory.instance.objectNode();
    object
        .put("id", endpoint.id())
        .put("object", "webhook_endpoint")
        .put("url", endpoint.url())
        .put("status", endpoint.status().name().toLowerCase(Locale.ROOT))
        .put("livemode", endpoint.livemode());
    var events = object.putArray("enabled_events");
    endpoint.enabledEvents().forEach(events::add);
    return object;
  }
}
