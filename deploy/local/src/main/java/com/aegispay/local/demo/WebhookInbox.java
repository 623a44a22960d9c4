package com.aegispay.local.demo;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The merchant's side of webhooks: listens, verifies with the official library, remembers. */
final class WebhookInbox implements AutoCloseable {
  private static final int OK = 204;
  private static final int UNAUTHORIZED = 401;

  private final HttpServer server;
  private final ConcurrentLinkedQueue<Received> received = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Webhook verifier;

  private WebhookInbox(HttpServer server) {
    this.server = server;
  }

  /**
   * A webhook that came.
   *
   * @param id {@code webhook-id}, which is the event's
   * @param verified whether its signature and its time are right
   */
  record Received(String id, boolean verified, JsonNode body) {}

  /** Listens on a free loopback port. */
  static WebhookInbox open() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var inbox = new WebhookInbox(server);
      server.createContext("/webhooks", inbox::receive);
      server.start();
      return inbox;
    } catch (IOException e) {
      throw new DemoFailed("No port to listen for webhooks: " + e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks";
  }

  /**
   * From here on webhooks are verified with this secret; until then they are refused, and come
   * again.
   */
  void verifyWith(String secret) {
    try {
      verifier = new Webhook(secret);
    } catch (EmptyWebhookSecretException e) {
      throw new DemoFailed("The endpoint came without a secret.");
    }
  }

  List<Received> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Webhook known = verifier;
      if (known == null) {
        exchange.sendResponseHeaders(UNAUTHORIZED, -1);
        return;
      }
      boolean verified = isGenuine(known, body, exchange);
      String id = exchange.getRequestHeaders().getFirst("webhook-id");
      received.add(
          new Received(id == null ? "" : id, verified, JsonMapper.shared().readTree(body)));
      exchange.sendResponseHeaders(verified ? OK : UNAUTHORIZED, -1);
    }
  }

  private static boolean isGenuine(Webhook verifier, String body, HttpExchange exchange) {
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    try {
      verifier.verify(body, headers);
      return true;
    } catch (WebhookVerificationException e) {
      return false;
    }
  }
}
