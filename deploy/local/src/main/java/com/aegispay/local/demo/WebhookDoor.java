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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where merchants are told: verifies each webhook with the official library, and takes those that
 * are genuine.
 */
public final class WebhookDoor implements AutoCloseable {
  private static final int TAKEN = 204;
  private static final int UNAUTHORIZED = 401;

  private final HttpServer server;
  private final Consumer<Received> arrived;
  private final Runnable answered;
  private final List<Webhook> verifiers = new CopyOnWriteArrayList<>();

  /**
   * A webhook that came.
   *
   * @param id {@code webhook-id}, which is the event's
   * @param verified whether its signature and its time are right
   */
  public record Received(String id, boolean verified, JsonNode body) {}

  private WebhookDoor(HttpServer server, Consumer<Received> arrived, Runnable answered) {
    this.server = server;
    this.arrived = arrived;
    this.answered = answered;
  }

  /**
   * Listens on a free loopback port.
   *
   * @param arrived told of each webhook before it is answered
   * @param answered told after
   */
  public static WebhookDoor open(Consumer<Received> arrived, Runnable answered) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var door = new WebhookDoor(server, arrived, answered);
    server.createContext("/webhooks", door::receive);
    server.start();
    return door;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks";
  }

  /**
   * From here on webhooks that are signed with this secret, too, are taken. Before the first secret
   * is known they are refused without being looked at, and come again.
   */
  public void verifyWith(String secret) {
    try {
      verifiers.add(new Webhook(secret));
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalArgumentException("The endpoint came without a secret.", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      if (verifiers.isEmpty()) {
        exchange.sendResponseHeaders(UNAUTHORIZED, -1);
        return;
      }
      boolean verified = isGenuine(body, exchange);
      String id = exchange.getRequestHeaders().getFirst("webhook-id");
      arrived.accept(
          new Received(id == null ? "" : id, verified, JsonMapper.shared().readTree(body)));
      exchange.sendResponseHeaders(verified ? TAKEN : UNAUTHORIZED, -1);
    }
    answered.run();
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
