package com.aegispay.payments.gateway.sandbox;

import com.aegispay.payments.gateway.sandbox.server.Latency;
import com.aegispay.payments.gateway.sandbox.server.SandboxServer;
import com.aegispay.payments.gateway.sandbox.server.SandboxSettings;
import com.aegispay.payments.outbound.JsonCalls;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A sandbox with books of its own, for one test class. */
final class SandboxRun implements AutoCloseable {

  static final String SECRET = "a secret of this test";
  private static final Latency AT_ONCE = new Latency(Duration.ZERO, Duration.ZERO);

  private final SandboxServer server;
  private final JdbcClient books;
  private final JsonCalls calls = new JsonCalls(Duration.ofSeconds(5));

  SandboxRun(@Nullable URI callback) {
    TestDatabase database = TestDatabase.of("sandbox");
    DriverManagerDataSource connections =
        new DriverManagerDataSource(
            database.url(), database.ownerUser(), database.passwordOf(database.ownerUser()));
    this.books = JdbcClient.create(connections);
    this.server =
        SandboxServer.start(
            connections,
            new SandboxSettings(
                0,
                SECRET,
                Map.of(
                    SandboxHouse.ALPHA, AT_ONCE,
                    SandboxHouse.BETA, AT_ONCE,
                    SandboxHouse.GAMMA, AT_ONCE),
                Duration.ofSeconds(60),
                Duration.ofMillis(100),
                callback),
            Clock.systemUTC(),
            new Random(7));
  }

  SandboxGateway gateway(SandboxHouse house) {
    return new SandboxGateway(house, server.uri(), SECRET, calls);
  }

  SandboxGateway gateway(SandboxHouse house, String secret) {
    return new SandboxGateway(house, server.uri(), secret, calls);
  }

  long booked(AttemptId attempt) {
    return books
        .sql("select coalesce(sum(amount_held), 0) from charges where attempt = :attempt")
        .param("attempt", attempt.value())
        .query(Long.class)
        .single();
  }

  @Override
  public void close() throws IOException {
    server.close();
    calls.close();
  }
}
