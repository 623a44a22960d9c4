package com.aegispay.notification.flow;

import com.aegispay.notification.store.Deliveries;
import com.aegispay.notification.store.Deliveries.Queued;
import com.aegispay.notification.store.Endpoints;
import com.aegispay.notification.webhook.Endpoint;
import com.aegispay.notification.webhook.Ladder;
import com.aegispay.notification.webhook.Webhook;
import com.aegispay.outbox.ReceivedEvent;
import com.aegispay.starter.id.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Gives webhooks one delivery for each endpoint that wants them. */
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

  /**
   * Each to every open endpoint that subscribes to it, in the caller's transaction; its commit
   * sends.
   *
   * @param webhook reads an event; not asked about events of merchants that nobody listens for
   */
  public void toSubscribers(
      List<ReceivedEvent> events, Function<ReceivedEvent, Optional<Webhook>> webhook) {
    if (events.isEmpty()) {
      return;
    }
    Set<String> merchants =
        events.stream().map(ReceivedEvent::merchantId).collect(Collectors.toSet());
    Map<String, List<Endpoint>> open =
        endpoints.openOf(merchants).stream().collect(Collectors.groupingBy(Endpoint::merchantId));
    queue(
        events.stream()
            .filter(event -> open.containsKey(event.merchantId()))
            .flatMap(event -> webhook.apply(event).stream())
            .flatMap(read -> queued(read, open.getOrDefault(read.merchantId(), List.of())))
            .toList());
  }

  private Stream<Queued> queued(Webhook webhook, List<Endpoint> open) {
    return open.stream()
        .filter(endpoint -> endpoint.wants(webhook))
        .map(endpoint -> new Queued(ids.next("del"), endpoint.id(), webhook));
  }

  /** To this endpoint, in the caller's transaction; the id of the delivery. */
  String to(Endpoint receiver, Webhook webhook) {
    var queued = new Queued(ids.next("del"), receiver.id(), webhook);
    queue(List.of(queued));
    return queued.deliveryId();
  }

  private void queue(List<Queued> queued) {
    if (!queued.isEmpty()) {
      Instant now = clock.instant();
      deliveries.add(queued, ladder.start(now), now);
      sendAfterCommit();
    }
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
