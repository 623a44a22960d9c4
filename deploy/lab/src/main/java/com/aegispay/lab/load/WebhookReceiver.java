package com.aegispay.lab.load;

import com.aegispay.local.demo.WebhookDoor;
import com.aegispay.local.demo.WebhookDoor.Received;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/** What the merchants were told by webhooks, deduped by id. */
public final class WebhookReceiver implements AutoCloseable {

  /** The points around an answer to a webhook at which its sender may be made to die. */
  public enum Moment {
    ARRIVED,
    ANSWERED
  }

  /** Is told of each webhook before it is answered and after. */
  @FunctionalInterface
  public interface Watcher {
    void saw(Moment moment);
  }

  private final WebhookDoor door;
  private final Map<String, Set<Long>> sequences = new ConcurrentHashMap<>();
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<JsonNode> forgeries = new ConcurrentLinkedQueue<>();
  private volatile Watcher watcher = _ -> {};

  private WebhookReceiver() throws IOException {
    this.door = WebhookDoor.open(this::receive, () -> watcher.saw(Moment.ANSWERED));
  }

  /** Listens on a free loopback port. */
  public static WebhookReceiver open() throws IOException {
    return new WebhookReceiver();
  }

  String url() {
    return door.url();
  }

  void expect(String secret) {
    door.verifyWith(secret);
  }

  public void watch(Watcher by) {
    watcher = by;
  }

  /** Which sequences of a payment were told. */
  Set<Long> sequencesOf(String payment) {
    Set<Long> told = sequences.getOrDefault(payment, Set.of());
    synchronized (told) {
      return new HashSet<>(told);
    }
  }

  /** Webhooks whose signature or time were wrong. */
  List<JsonNode> forgeries() {
    return List.copyOf(forgeries);
  }

  @Override
  public void close() {
    door.close();
  }

  private void receive(Received webhook) {
    watcher.saw(Moment.ARRIVED);
    if (!webhook.verified()) {
      forgeries.add(webhook.body());
      return;
    }
    JsonNode event = webhook.body();
    if (!ids.add(webhook.id())) {
      return;
    }
    JsonNode object = event.at("/data/object");
    String kind = object.path("object").asString("");
    String payment = object.path(kind.equals("refund") ? "payment" : "id").asString("");
    if (payment.startsWith("pay_")) {
      Set<Long> told = sequences.computeIfAbsent(payment, _ -> new HashSet<>());
      synchronized (told) {
        told.add(event.required("sequence").asLong());
      }
    }
  }
}
