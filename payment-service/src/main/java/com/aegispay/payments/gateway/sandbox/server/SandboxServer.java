package com.aegispay.payments.gateway.sandbox.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aegispay.payments.gateway.sandbox.SandboxHouse;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.Answer;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.ChargeRequest;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.FollowUpRequest;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.InquiryRequest;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox gateways' HTTP server, on loopback. {@link #close} ends connections that are held
 * open.
 */
public final class SandboxServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SandboxServer.class);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int BROKEN = 500;
  private static final int NOT_EXECUTED = 503;

  private final SandboxSettings settings;
  private final RandomGenerator random;
  private final Notices notices;
  private final Desk desk;
  private final ChallengePage challenges;
  private final JsonMapper json = SandboxProtocol.json();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);

  private SandboxServer(
      DataSource books, SandboxSettings settings, InstantSource clock, RandomGenerator random)
      throws IOException {
    this.settings = settings;
    this.random = random;
    this.notices = new Notices(settings.callback(), settings.secret());
    this.server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
    JdbcClient sql = JdbcClient.create(books);
    this.desk = new Desk(new Books(sql, settings.refundsSettleAfter()), notices, clock, uri());
    this.challenges = new ChallengePage(new Challenges(sql), clock);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.createContext(ChallengePage.PATH, this::challenge);
  }

  /**
   * Migrates the books and listens.
   *
   * @param books the database, as the owner of the schema {@code sandbox}
   */
  public static SandboxServer start(
      DataSource books, SandboxSettings settings, InstantSource clock, RandomGenerator random) {
    var migrated =
        Flyway.configure()
            .dataSource(books)
            .schemas("sandbox")
            .createSchemas(false)
            .locations("classpath:db/sandbox")
            .load()
            .migrate();
    LOG.debug("the sandbox's books are at version {}", migrated.targetSchemaVersion);
    try {
      SandboxServer started = new SandboxServer(books, settings, clock, random);
      started.server.start();
      started.threads.execute(started::tickUntilClosed);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox cannot listen on port " + settings.port(), e);
    }
  }

  public final URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
    notices.close();
  }

  private void challenge(HttpExchange exchange) throws IOException {
    try (exchange) {
      challenges.handle(exchange);
    } catch (DataAccessException e) {
      LOG.warn("the sandbox could not read a challenge: {}", e.getClass().getSimpleName());
      exchange.sendResponseHeaders(BROKEN, -1);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().split("/", -1);
      Optional<SandboxHouse> house =
          path.length == 3 ? SandboxHouse.named(path[1]) : Optional.empty();
      if (!authorized(exchange)) {
        exchange.sendResponseHeaders(UNAUTHORIZED, -1);
      } else if (house.isEmpty()) {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
      } else {
        react(exchange, house.get(), path[2]);
      }
    }
  }

  private void react(HttpExchange exchange, SandboxHouse house, String path) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      pause(settings.latency(house).next(random));
      switch (reaction(house, path, body)) {
        case Desk.Reaction.Says(Answer answer) -> send(exchange, answer);
        case Desk.Reaction.KeepsSilent() -> pause(settings.silence());
      }
    } catch (JacksonException e) {
      exchange.sendResponseHeaders(BAD_REQUEST, -1);
    } catch (DataAccessException e) {
      LOG.warn("the sandbox could not book a request: {}", e.getClass().getSimpleName());
      exchange.sendResponseHeaders(BROKEN, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Desk.Reaction reaction(SandboxHouse house, String path, byte[] body) {
    return switch (path) {
      case "charges" -> desk.charge(house, json.readValue(body, ChargeRequest.class));
      case "captures" -> followUp(house, "capture", body);
      case "cancels" -> followUp(house, "cancel", body);
      case "withdrawals" -> followUp(house, "withdraw", body);
      case "refunds" -> followUp(house, "refund", body);
      case "inquiries" -> desk.inquire(house, json.readValue(body, InquiryRequest.class));
      default -> throw new IllegalArgumentException("no such path: " + path);
    };
  }

  private Desk.Reaction followUp(SandboxHouse house, String kind, byte[] body) {
    return desk.followUp(house, kind, json.readValue(body, FollowUpRequest.class));
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = json.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(
        answer.status().equals(SandboxProtocol.NOT_EXECUTED) ? NOT_EXECUTED : OK, body.length);
    exchange.getResponseBody().write(body);
  }

  private boolean authorized(HttpExchange exchange) {
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    return sent != null
        && MessageDigest.isEqual(
            sent.getBytes(UTF_8), ("Bearer " + settings.secret()).getBytes(UTF_8));
  }

  private void tickUntilClosed() {
    try {
      while (!pause(TICK)) {
        try {
          desk.tick();
        } catch (DataAccessException e) {
          LOG.warn("the sandbox's books cannot be read: {}", e.getClass().getSimpleName());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits, but not on when the server closes: then true. */
  @CanIgnoreReturnValue
  private boolean pause(Duration time) throws InterruptedException {
    return closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }
}
