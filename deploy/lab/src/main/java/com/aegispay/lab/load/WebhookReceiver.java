package com.aegispay.lab.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The merchants' side of webhooks: verifies each with the official library, and dedupes by id. */
public final class WebhookReceiver implements AutoCloseable {

  private static final int NO_CONTENT = 204;
  private static final int UNAUTHORIZED = 401;

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

  private final HttpServer server;
  private final List<Webhook> verifiers = new CopyOnWriteArrayList<>();
  private final Map<String, Set<Long>> sequences = new ConcurrentHashMap<>();
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> forgeries = new ConcurrentLinkedQueue<>();
  private final AtomicLong repeated = new AtomicLong();
  private volatile Watcher watcher = _ -> {};

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  /** Listens on a free loopback port. */
  public static WebhookReceiver open() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var receiver = new WebhookReceiver(server);
    server.createContext("/webhooks", receiver::receive);
    server.start();
    return receiver;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks";
  }

  void expect(String secret) {
    try {
      verifiers.add(new Webhook(secret));
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalStateException("an endpoint came without a secret", e);
    }
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

  /** Events that were told, each counted once. */
  public int received() {
    return ids.size();
  }

  /** How often an event was told again, as at-least-once allows. */
  public long repeated() {
    return repeated.get();
  }

  /** Webhooks whose signature or time were wrong. */
  List<String> forgeries() {
    return List.copyOf(forgeries);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      watcher.saw(Moment.ARRIVED);
      boolean genuine = isGenuine(body, exchange);
      if (genuine) {
        remember(JsonMapper.shared().readTree(body));
      } else {
        forgeries.add(body);
      }
      exchange.sendResponseHeaders(genuine ? NO_CONTENT : UNAUTHORIZED, -1);
    }
    watcher.saw(Moment.ANSWERED);
  }

  private void remember(JsonNode event) {
    if (!ids.add(event.required("id").asString())) {
      repeated.incrementAndGet();
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

  private boolean isGenuine(String body, HttpExchange exchange) {
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    return verifiers.stream().anyMatch(verifier -> verifies(verifier, body, headers));
  }

  private static boolean verifies(
      Webhook verifier, String body, Map<String, List<String>> headers) {
    try {
      verifier.verify(body, headers);
      return true;
    } catch (WebhookVerificationException e) {
      return false;
    }
  }
}
