package com.aegispay.notification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A merchant's server: keeps what it got and answers as it is told. */
final class Receiver implements AutoCloseable {

  /** A request as it arrived. */
  record Call(HttpHeaders headers, String body) {

    String header(String name) {
      return headers.firstValue(name).orElseThrow();
    }

    String id() {
      return header("webhook-id");
    }
  }

  /** What the server answers. */
  record Reply(int status, Map<String, String> headers, String body) {

    static Reply of(int status) {
      return new Reply(status, Map.of(), "");
    }

    static Reply of(int status, String header, String value) {
      return new Reply(status, Map.of(header, value), "");
    }
  }

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Function<Call, Reply> behaviour = _ -> Reply.of(200);

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  void answering(Function<Call, Reply> answers) {
    behaviour = answers;
  }

  void answering(int status) {
    behaviour = _ -> Reply.of(status);
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/hooks";
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true);
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Call call = new Call(headers, body);
      calls.add(call);
      Reply reply = behaviour.apply(call);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
