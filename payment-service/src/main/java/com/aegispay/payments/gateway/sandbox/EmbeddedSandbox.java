package com.aegispay.payments.gateway.sandbox;

import com.aegispay.payments.gateway.sandbox.SandboxProperties.Answering;
import com.aegispay.payments.gateway.sandbox.SandboxProperties.Books;
import com.aegispay.payments.gateway.sandbox.server.Latency;
import com.aegispay.payments.gateway.sandbox.server.SandboxServer;
import com.aegispay.payments.gateway.sandbox.server.SandboxSettings;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;

/**
 * The sandbox's server in this process, with its own connections to its own books.
 *
 * @param secret what clients send and notices are signed with
 */
record EmbeddedSandbox(SandboxServer server, HikariDataSource books, String secret)
    implements AutoCloseable {

  private static final int BOOKS_CONNECTIONS = 4;
  private static final int SECRET_BYTES = 32;

  static EmbeddedSandbox start(SandboxProperties properties, InstantSource clock) {
    String secret = properties.secret() != null ? properties.secret() : newSecret();
    HikariDataSource books =
        connections(SandboxWiring.given(properties.books(), "aegispay.sandbox.books"));
    SandboxSettings settings =
        new SandboxSettings(
            properties.port(),
            secret,
            latencies(properties.latencies()),
            properties.silence(),
            properties.refundsSettleAfter(),
            properties.callback());
    return new EmbeddedSandbox(
        SandboxServer.start(books, settings, clock, new Random()), books, secret);
  }

  URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
    books.close();
  }

  /** Prints no secret. */
  @Override
  public String toString() {
    return "EmbeddedSandbox[" + uri() + "]";
  }

  private static HikariDataSource connections(Books books) {
    HikariDataSource connections = new HikariDataSource();
    connections.setPoolName("sandbox");
    connections.setJdbcUrl(books.url());
    connections.setUsername(books.username());
    connections.setPassword(books.password());
    connections.setMaximumPoolSize(BOOKS_CONNECTIONS);
    connections.setMinimumIdle(1);
    return connections;
  }

  private static Map<SandboxHouse, Latency> latencies(Map<String, Answering> configured) {
    Map<SandboxHouse, Latency> latencies = new EnumMap<>(SandboxHouse.class);
    for (SandboxHouse house : SandboxHouse.values()) {
      latencies.put(house, new Latency(house.typicalLatency(), house.typicalLatency()));
    }
    configured.forEach(
        (name, answering) ->
            latencies.put(
                SandboxHouse.named(name)
                    .orElseThrow(
                        () ->
                            new IllegalStateException(
                                "aegispay.sandbox.latencies names no gateway: " + name)),
                new Latency(answering.p50(), answering.p99())));
    return latencies;
  }

  private static String newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }
}
