package com.aegispay.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** PostgreSQL as a child process; every connection needs a password. */
public final class Postgres implements Server {
  /** The superuser. */
  public static final String ADMIN = "postgres";

  private static final String PASSWORDS_ONLY = "host all all 127.0.0.1/32 scram-sha-256\n";

  private final EmbeddedPostgres process;
  private final Path data;
  private final String adminPassword;

  private Postgres(EmbeddedPostgres process, Path data, String adminPassword) {
    this.process = process;
    this.data = data;
    this.adminPassword = adminPassword;
  }

  /** Starts it alone; returns when it answers. */
  public static Postgres start(ServerPlan plan) throws IOException {
    Path data = plan.dataDirectory().resolve("postgres");
    Files.createDirectories(plan.dataDirectory());
    Path log = plan.dataDirectory().resolve("postgres.log");
    String durable = plan.durability() == Durability.KEPT ? "on" : "off";
    var process =
        EmbeddedPostgres.builder()
            .setPort(plan.postgresPort())
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setOverrideWorkingDirectory(binaries().toFile())
            .setPGStartupWait(Duration.ofSeconds(60))
            .setConnectConfig("password", plan.adminPassword())
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("fsync", durable)
            .setServerConfig("synchronous_commit", durable)
            .setServerConfig("full_page_writes", durable)
            .setServerConfig("wal_level", "logical")
            .setServerConfig("max_connections", "200")
            .setServerConfig("shared_buffers", "128MB")
            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    var postgres = new Postgres(process, data, plan.adminPassword());
    if (!Files.readString(data.resolve("pg_hba.conf")).equals(PASSWORDS_ONLY)) {
      postgres.demandPasswords(data);
    }
    return postgres;
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return process.getPort();
  }

  /** The JDBC address of a database, without a user. */
  public String url(String database) {
    return "jdbc:postgresql://" + host() + ":" + port() + "/" + database;
  }

  /** Connects to a database as the superuser. */
  public Connection connectAsAdmin(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", ADMIN);
    properties.setProperty("password", adminPassword);
    return DriverManager.getConnection(url(database), properties);
  }

  /** Makes a database where there is none of that name yet. */
  public void createDatabase(String name) throws SQLException {
    try (Connection admin = connectAsAdmin("postgres");
        var exists = admin.prepareStatement("select from pg_database where datname = ?");
        var create = admin.createStatement()) {
      exists.setString(1, name);
      try (var rows = exists.executeQuery()) {
        if (!rows.next()) {
          create.execute("create database " + create.enquoteIdentifier(name, true));
        }
      }
    }
  }

  /** Ends it and its sessions at once, as a crash would. The next start recovers. */
  public void kill() throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
    Optional<ProcessHandle> postmaster = ProcessHandle.of(Long.parseLong(pid));
    List<ProcessHandle> all =
        postmaster.stream()
            .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
            .toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(ended -> ended.onExit().join());
    close();
  }

  @Override
  public void close() {
    try {
      process.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A new cluster trusts everybody on this machine, and so does one whose first start was cut off;
   * from here on it asks.
   */
  private void demandPasswords(Path data) throws IOException {
    try (Connection admin = connectAsAdmin("postgres");
        var statement = admin.createStatement()) {
      statement.execute(
          "alter role " + ADMIN + " password " + statement.enquoteLiteral(adminPassword));
      // In one step: PostgreSQL does not start on half a file.
      Path whole = Files.writeString(data.resolve("pg_hba.conf.part"), PASSWORDS_ONLY);
      Files.move(whole, data.resolve("pg_hba.conf"), StandardCopyOption.ATOMIC_MOVE);
      statement.execute("select pg_reload_conf()");
    } catch (SQLException e) {
      close();
      throw new IOException("PostgreSQL started but could not be given its password", e);
    }
  }

  /**
   * Unpacked once for each user of the machine: the default below /tmp belongs to whoever came
   * first.
   */
  private static Path binaries() {
    return Path.of(System.getProperty("user.home"), ".cache", "aegispay", "postgres");
  }
}
