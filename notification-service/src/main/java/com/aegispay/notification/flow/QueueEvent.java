package com.aegispay.notification.flow;

import com.aegispay.notification.store.Deliveries;
import com.aegispay.notification.store.Endpoints;
import com.aegispay.notification.webhook.Endpoint;
import com.aegispay.notification.webhook.Ladder;
import com.aegispay.notification.webhook.Webhook;
import com.aegispay.starter.id.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Gives a webhook one delivery for each endpoint that wants it. */
@Component
public class QueueEvent {

  private final Endpoints endpoints;
  private final Deliveries deliveries;
  private final Ladder ladder;
  private final Ids ids;
  private final InstantSource clock;
  private final Sending sending;

  public QueueEvent(
      Endpoints endpoints,
      Deliveries deliveries,
      Ladder ladder,
      Ids ids,
      InstantSource clock,
      Sending sending) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.ladder = ladder;
    this.ids = ids;
    this.clock = clock;
    this.sending = sending;
  }

  /** To every open endpoint that subscribes, in the caller's transaction; its commit sends. */
  public void toSubscribers(Webhook webhook) {
    var _ = to(endpoints.subscribedTo(webhook), webhook);
  }

  /** To these endpoints, in the caller's transaction; the ids of the deliveries. */
  List<String> to(List<Endpoint> receivers, Webhook webhook) {
    if (receivers.isEmpty()) {
      return List.of();
    }
    Map<String, String> byEndpoint =
        receivers.stream().collect(Collectors.toMap(Endpoint::id, _ -> ids.next("del")));
    Instant now = clock.instant();
    deliveries.add(webhook, byEndpoint, ladder.start(now), now);
    sendAfterCommit();
    return List.copyOf(byEndpoint.values());
  }

  void sendAfterCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            sending.wake();
          }
        });
  }
}
