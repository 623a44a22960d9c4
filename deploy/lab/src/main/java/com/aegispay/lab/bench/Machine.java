package com.aegispay.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured on: a figure without it says nothing. */
final class Machine {

  private static final List<String> DURABLE =
      List.of("fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "wal_level");

  private Machine() {}

  static Map<String, String> describe(Connection database) throws IOException, SQLException {
    var facts = new LinkedHashMap<String, String>();
    facts.put(
        "processor",
        Files.readString(Path.of("/proc/cpuinfo"))
            .lines()
            .filter(line -> line.startsWith("model name"))
            .findFirst()
            .map(line -> line.substring(line.indexOf(':') + 2))
            .orElse("unknown"));
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put(
        "memory",
        Files.readString(Path.of("/proc/meminfo"))
            .lines()
            .findFirst()
            .orElse("")
            .replaceAll("\\s+", " "));
    facts.put("load average before", Files.readString(Path.of("/proc/loadavg")).strip());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put(
        "JVM",
        System.getProperty("java.vendor.version")
            + ", SerialGC, 512 MB each, 24 MB of it young, transparent huge pages");
    var durability = new StringBuilder();
    try (var statement = database.createStatement()) {
      facts.put(
          "PostgreSQL",
          "%s, huge pages %s"
              .formatted(
                  shown(statement, "server_version"), shown(statement, "huge_pages_status")));
      for (String setting : DURABLE) {
        durability.append(setting).append(' ').append(shown(statement, setting)).append("; ");
      }
    }
    facts.put("durability", durability + "Kafka: one broker, each record flushed");
    facts.put(
        "priority",
        "Kafka, the relay, the consumers and merchant-service run at nice 5: what a customer waits"
            + " for goes first, as CPU requests arrange it on a cluster");
    facts.put(
        "load",
        "open model, Poisson arrivals, 20 merchants, timed from the intended start, straight to"
            + " payment-service; the load and the gateways (books in memory) are processes on the"
            + " same cores");
    return facts;
  }

  private static String shown(Statement statement, String setting) throws SQLException {
    try (var rows = statement.executeQuery("show " + setting)) {
      return rows.next() ? rows.getString(1) : "unknown";
    }
  }
}
