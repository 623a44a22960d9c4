package com.aegispay.notification.flow;

import com.aegispay.notification.store.Deliveries;
import com.aegispay.notification.store.Endpoints;
import com.aegispay.notification.webhook.Delivery;
import com.aegispay.notification.webhook.Endpoint;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Sends a delivery again, whatever became of it: the same event, a new ladder, due at once. */
@Component
public class RedeliverWebhook {

  /** What became of the wish. */
  public sealed interface Outcome {

    record Queued(Delivery delivery) implements Outcome {}

    /** The merchant has no such delivery in this mode. */
    record Missing() implements Outcome {}

    /** The endpoint was deleted, is disabled, or said that it is gone. */
    record EndpointClosed() implements Outcome {}

    /** An attempt is under way; its outcome comes first. */
    record BeingSent() implements Outcome {}
  }

  private final Deliveries deliveries;
  private final Endpoints endpoints;
  private final QueueEvent queue;
  private final InstantSource clock;

  public RedeliverWebhook(
      Deliveries deliveries, Endpoints endpoints, QueueEvent queue, InstantSource clock) {
    this.deliveries = deliveries;
    this.endpoints = endpoints;
    this.queue = queue;
    this.clock = clock;
  }

  /** In the caller's transaction; its commit sends. */
  public Outcome redeliver(String merchantId, boolean livemode, String deliveryId) {
    Delivery delivery = deliveries.find(merchantId, livemode, deliveryId).orElse(null);
    if (delivery == null) {
      return new Outcome.Missing();
    }
    if (endpoints
        .find(merchantId, livemode, delivery.endpointId())
        .filter(Endpoint::isOpen)
        .isEmpty()) {
      return new Outcome.EndpointClosed();
    }
    Instant now = clock.instant();
    if (!deliveries.startAgain(delivery, now, now)) {
      return new Outcome.BeingSent();
    }
    queue.sendAfterCommit();
    return deliveries
        .find(merchantId, livemode, deliveryId)
        .<Outcome>map(Outcome.Queued::new)
        .orElseGet(Outcome.Missing::new);
  }
}
