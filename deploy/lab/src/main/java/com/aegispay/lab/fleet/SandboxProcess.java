package com.aegispay.lab.fleet;

import com.aegispay.payments.gateway.sandbox.SandboxHouse;
import com.aegispay.payments.gateway.sandbox.server.Latency;
import com.aegispay.payments.gateway.sandbox.server.SandboxServer;
import com.aegispay.payments.gateway.sandbox.server.SandboxSettings;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * The sandbox gateways as a process of their own: other companies, which do not die with ours.
 * {@code OPTIONS-FILE}.
 */
public final class SandboxProcess {

  private static final int BOOKS_CONNECTIONS = 4;
  private static final int BOOKS_TIMEOUT_MS = 1_000;

  private SandboxProcess() {}

  public static void main(String[] arguments) throws IOException {
    Lifeline.hold(_ -> {});
    Map<String, String> options = Options.read(Path.of(arguments[0]));
    var books = new HikariDataSource();
    books.setJdbcUrl(options.get("books.url"));
    books.setUsername(options.get("books.username"));
    books.setPassword(options.get("books.password"));
    books.setMaximumPoolSize(BOOKS_CONNECTIONS);
    books.setConnectionTimeout(BOOKS_TIMEOUT_MS);
    var latency = new Latency(millis(options, "p50-ms"), millis(options, "p99-ms"));
    var latencies = new EnumMap<SandboxHouse, Latency>(SandboxHouse.class);
    for (SandboxHouse house : SandboxHouse.values()) {
      latencies.put(house, latency);
    }
    var settings =
        new SandboxSettings(
            Integer.parseInt(options.getOrDefault("port", "")),
            options.getOrDefault("secret", ""),
            latencies,
            millis(options, "silence-ms"),
            millis(options, "refunds-settle-after-ms"),
            URI.create(options.getOrDefault("callback", "")));
    var server = SandboxServer.start(books, settings, Clock.systemUTC(), new Random());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  books.close();
                },
                "stop"));
    Lifeline.ready();
  }

  private static Duration millis(Map<String, String> options, String name) {
    return Duration.ofMillis(Long.parseLong(options.getOrDefault(name, "")));
  }
}
