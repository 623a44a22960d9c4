package com.aegispay.lab.bench;

import com.aegispay.lab.fleet.Fleet;
import com.aegispay.local.Settings;
import com.aegispay.servers.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PostgreSQL alone can do: pgbench with the statements that payment-service sent for one
 * payment, as it sent them, in a copy of the database, as the service's role under row-level
 * security.
 */
final class Floor {

  private static final String ROLE = "payment_service";
  private static final String COPY = "floor";
  private static final int CLIENTS = 8;
  private static final int THREADS = 1;
  private static final Duration LOGGED = Duration.ofMillis(500);

  /** Where Debian and others keep it. */
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/lib/postgresql/18/bin/pgbench"),
          Path.of("/usr/lib/postgresql/17/bin/pgbench"),
          Path.of("/usr/lib/postgresql/16/bin/pgbench"),
          Path.of("/usr/lib/postgresql/15/bin/pgbench"),
          Path.of("/usr/bin/pgbench"));

  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
  private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+)");

  private final Fleet fleet;
  private final Path directory;

  /**
   * What it came to.
   *
   * @param statements that a payment is, without those that tell the merchant
   */
  record Result(double perSecond, double latencyMs, int statements, String program) {}

  Floor(Fleet fleet, Path directory) {
    this.fleet = fleet;
    this.directory = directory.toAbsolutePath();
  }

  static Optional<Path> pgbench() {
    return PLACES.stream().filter(Files::isExecutable).findFirst();
  }

  /** Settings that have to be there when PostgreSQL starts. */
  static void prepare(Connection admin) throws SQLException {
    try (var statement = admin.createStatement()) {
      statement.execute("alter system set shared_preload_libraries = 'pg_stat_statements'");
      statement.execute("alter system set log_line_prefix = '@%u '");
    }
  }

  Result measure(Arrivals arrivals, Duration time)
      throws IOException, SQLException, InterruptedException {
    List<Logged> sent = capture(arrivals);
    var script = FloorScript.of(sent);
    Path file = Files.writeString(directory.resolve("floor.sql"), script.text());
    copy();
    try {
      return run(file, script, time);
    } finally {
      try (Connection admin = fleet.postgres().server().connectAsAdmin("postgres");
          var statement = admin.createStatement()) {
        statement.execute("drop database if exists " + COPY + " with (force)");
      }
    }
  }

  /** Has everything logged while one payment is made, the second of a warm connection. */
  private List<Logged> capture(Arrivals arrivals) throws IOException, SQLException {
    Path log = directory.resolve("postgres.log");
    try (Connection admin = fleet.connectAsAdmin();
        var statement = admin.createStatement()) {
      statement.execute("alter system set log_statement = 'all'");
      statement.execute("select pg_reload_conf()");
      LockSupport.parkNanos(LOGGED.toNanos());
      long from = Files.size(log);
      arrivals.one();
      LockSupport.parkNanos(LOGGED.toNanos());
      byte[] all = Files.readAllBytes(log);
      statement.execute("alter system reset log_statement");
      statement.execute("select pg_reload_conf()");
      String text =
          new String(
              all, (int) from, (int) (all.length - from), java.nio.charset.StandardCharsets.UTF_8);
      Files.writeString(directory.resolve("floor.log"), text);
      return Logged.read(text, ROLE);
    }
  }

  /** A database is copied while nobody is in it; the services come back by themselves. */
  private void copy() throws SQLException {
    try (Connection admin = fleet.postgres().server().connectAsAdmin("postgres");
        var statement = admin.createStatement()) {
      statement.execute("drop database if exists " + COPY + " with (force)");
      statement.execute("alter database " + Settings.DATABASE + " allow_connections false");
      try {
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                + Settings.DATABASE
                + "'");
        statement.execute(
            "create database " + COPY + " template " + Settings.DATABASE + " strategy file_copy");
      } finally {
        statement.execute("alter database " + Settings.DATABASE + " allow_connections true");
      }
      statement.execute("checkpoint");
    }
  }

  private Result run(Path file, FloorScript script, Duration time)
      throws IOException, InterruptedException {
    Path pgbench = pgbench().orElseThrow();
    var command = new ArrayList<String>();
    command.add(pgbench.toString());
    command.addAll(List.of("-n", "-M", "prepared", "-h", "127.0.0.1"));
    command.addAll(List.of("-p", Integer.toString(fleet.postgres().server().port())));
    command.addAll(List.of("-U", ROLE, "-c", Integer.toString(CLIENTS)));
    command.addAll(List.of("-j", Integer.toString(THREADS)));
    command.addAll(List.of("-T", Long.toString(time.toSeconds()), "-f", file.toString()));
    script.values().forEach((name, value) -> command.addAll(List.of("-D", name + "=" + value)));
    command.add(COPY);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .put("PGPASSWORD", fleet.settings().secrets().postgresRole(Roles.service("payment")));
    Process process = builder.start();
    String out =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    int ended = process.waitFor();
    Matcher tps = TPS.matcher(out);
    Matcher latency = LATENCY.matcher(out);
    if (ended != 0 || !tps.find() || !latency.find()) {
      throw new IOException("pgbench ended with " + ended + ": " + out);
    }
    return new Result(
        Double.parseDouble(tps.group(1)),
        Double.parseDouble(latency.group(1)),
        script.statements(),
        pgbench.toString());
  }
}
