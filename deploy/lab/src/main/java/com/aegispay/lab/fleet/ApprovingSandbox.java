package com.aegispay.lab.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aegispay.payments.gateway.sandbox.SandboxProtocol;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.Answer;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.ChargeRequest;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.InquiryRequest;
import com.aegispay.payments.gateway.sandbox.server.Latency;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gateways that approve every charge after their latency and keep their books in memory, so that a
 * measurement has no other company's cost in it. {@code OPTIONS-FILE}. {@code POST /books} writes
 * down what is not in the database yet, {@code POST /latency} with {@code p50-ms p99-ms} as body
 * changes the latency.
 */
public final class ApprovingSandbox {

  private static final int BACKLOG = 1_024;
  private static final int BATCH = 1_000;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;

  private static final String OPERATION =
      """
      insert into operations (gateway, attempt, kind, amount, currency, charge, status, reference, created_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz)
      """;

  private static final String CHARGE =
      """
      insert into charges (gateway, reference, attempt, currency, amount_held, amount_captured, script)
      values (?, ?, ?, ?, ?, ?, 'APPROVE')
      """;

  /**
   * @param charge null for an inquiry about an attempt that was not seen
   */
  private record Entry(
      String gateway, String attempt, @Nullable ChargeRequest charge, Answer answer, Instant at) {}

  private final JsonMapper json = SandboxProtocol.json();
  private final Map<String, Answer> known = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Entry> unwritten = new ConcurrentLinkedQueue<>();
  private final Map<String, String> options;
  private final String authorization;
  private volatile Latency latency;

  private ApprovingSandbox(Map<String, String> options) {
    this.options = options;
    this.authorization = "Bearer " + options.get("secret");
    this.latency = latency(option("p50-ms"), option("p99-ms"));
  }

  public static void main(String[] arguments) throws IOException, SQLException {
    // The server writes an answer's head and body apart, which a delayed acknowledgement would hold
    // up for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Lifeline.hold(_ -> {});
    var sandbox = new ApprovingSandbox(Options.read(Path.of(arguments[0])));
    sandbox.migrate();
    sandbox.listen();
    Lifeline.ready();
  }

  private void migrate() {
    var _ =
        Flyway.configure()
            .dataSource(option("books.url"), option("books.username"), option("books.password"))
            .schemas("sandbox")
            .createSchemas(false)
            .locations("classpath:db/sandbox")
            .load()
            .migrate();
  }

  private void listen() throws IOException {
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(option("port")));
    HttpServer server = HttpServer.create(address, BACKLOG);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.sendResponseHeaders(UNAUTHORIZED, -1);
        return;
      }
      String[] path = exchange.getRequestURI().getPath().split("/", -1);
      switch (path[path.length - 1]) {
        case "charges" -> send(exchange, charge(path[1], body));
        case "inquiries" -> send(exchange, inquire(path[1], body));
        case "latency" -> {
          String[] millis = new String(body, UTF_8).split(" ", 2);
          latency = latency(millis[0], millis[1]);
          exchange.sendResponseHeaders(OK, -1);
        }
        case "books" -> {
          write();
          exchange.sendResponseHeaders(OK, -1);
        }
        default -> exchange.sendResponseHeaders(BAD_REQUEST, -1);
      }
    } catch (SQLException e) {
      throw new IOException("the books could not be written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer charge(String gateway, byte[] body) throws InterruptedException {
    ChargeRequest request = json.readValue(body, ChargeRequest.class);
    Duration time = latency.next(ThreadLocalRandom.current());
    if (time.isPositive()) {
      // Nothing counts it down: it is the gateway's latency.
      var _ = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
    String reference = "ch" + request.attempt().substring(request.attempt().indexOf('_'));
    return book(
        gateway, request.attempt(), request, Answer.of(SandboxProtocol.APPROVED, reference));
  }

  private Answer inquire(String gateway, byte[] body) {
    String attempt = json.readValue(body, InquiryRequest.class).attempt();
    return book(gateway, attempt, null, Answer.of(SandboxProtocol.NEVER_SEEN, null));
  }

  private Answer book(
      String gateway, String attempt, @Nullable ChargeRequest charge, Answer answer) {
    Answer earlier = known.putIfAbsent(gateway + " " + attempt, answer);
    if (earlier == null) {
      unwritten.add(new Entry(gateway, attempt, charge, answer, Instant.now()));
      return answer;
    }
    boolean refused = charge != null && earlier.status().equals(SandboxProtocol.NEVER_SEEN);
    return refused
        ? Answer.refused(
            SandboxProtocol.NOT_EXECUTED, "asked_after_before", null, "It was not executed.")
        : earlier;
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = json.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(OK, body.length);
    exchange.getResponseBody().write(body);
  }

  private synchronized void write() throws SQLException {
    try (Connection books =
            DriverManager.getConnection(
                option("books.url"), option("books.username"), option("books.password"));
        var operation = books.prepareStatement(OPERATION);
        var charged = books.prepareStatement(CHARGE)) {
      books.setAutoCommit(false);
      int rows = 0;
      for (Entry entry = unwritten.poll(); entry != null; entry = unwritten.poll()) {
        ChargeRequest charge = entry.charge();
        set(
            operation,
            entry.gateway(),
            entry.attempt(),
            charge == null ? "inquiry" : "charge",
            charge == null ? 0L : charge.amount(),
            charge == null ? "" : charge.currency(),
            entry.answer().reference(),
            entry.answer().status(),
            entry.answer().reference(),
            entry.at().toString());
        if (charge != null) {
          set(
              charged,
              entry.gateway(),
              entry.answer().reference(),
              entry.attempt(),
              charge.currency(),
              charge.amount(),
              charge.capture() ? charge.amount() : 0L);
        }
        if (++rows % BATCH == 0) {
          var _ = operation.executeBatch();
          var _ = charged.executeBatch();
        }
      }
      var _ = operation.executeBatch();
      var _ = charged.executeBatch();
      books.commit();
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }

  private String option(String name) {
    return options.getOrDefault(name, "");
  }

  private static Latency latency(String p50, String p99) {
    return new Latency(
        Duration.ofMillis(Long.parseLong(p50.strip())),
        Duration.ofMillis(Long.parseLong(p99.strip())));
  }
}
