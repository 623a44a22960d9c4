package com.aegispay.testkit;

import com.aegispay.servers.Kafka;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import org.testcontainers.DockerClientFactory;

/**
 * One set of real servers, shared by all tests of a run.
 *
 * <p>The environment variable {@code AEGISPAY_TEST_SERVERS} says which: the path of a file that
 * {@link #write} wrote names servers that already run ({@code ./aegispay test} starts them once for
 * all modules), {@code docker} and {@code embedded} start them for this JVM. Without it they come
 * from Docker where an engine answers and are embedded otherwise.
 *
 * @param postgresAddress {@code host:port}
 * @param adminPassword of PostgreSQL's superuser {@code adminUser}
 */
public record TestServers(
    String postgresAddress,
    String adminUser,
    String adminPassword,
    String redisUrl,
    String kafkaBootstrapServers) {

  private static final String SWITCH = "AEGISPAY_TEST_SERVERS";

  /** The servers of this run; the first call starts them where they do not run yet. */
  public static TestServers get() {
    return OfThisJvm.SERVERS;
  }

  /** The JDBC address of a database, without a user. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://" + postgresAddress + "/" + database;
  }

  /** Connects as PostgreSQL's superuser. */
  public Connection connectAsAdmin(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), adminUser, adminPassword);
  }

  /**
   * A new topic of this test's own, such as {@code payments-5f3c9a01}, with as many partitions as
   * the local default's.
   */
  public String newTopic(String name) {
    String topic = uniqueName(name);
    createTopics(List.of(topic));
    return topic;
  }

  /** Makes sure that the topics exist. */
  public void createTopics(List<String> names) {
    Kafka.createTopics(kafkaBootstrapServers, names);
  }

  /**
   * A name that no other test of this run has: for consumer groups, Redis key prefixes and the
   * like.
   */
  public static String uniqueName(String name) {
    return name + "-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }

  /**
   * Writes the addresses to a file that only its owner can read, for {@code AEGISPAY_TEST_SERVERS}.
   */
  @CanIgnoreReturnValue
  public Path write(Path file) throws IOException {
    var properties = new Properties();
    properties.setProperty("postgres.address", postgresAddress);
    properties.setProperty("postgres.user", adminUser);
    properties.setProperty("postgres.password", adminPassword);
    properties.setProperty("redis.url", redisUrl);
    properties.setProperty("kafka.bootstrap-servers", kafkaBootstrapServers);
    Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "servers", ".part");
    try (var out = Files.newBufferedWriter(part)) {
      properties.store(out, null);
    }
    return Files.move(part, file);
  }

  private static TestServers read(Path file) {
    var properties = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(SWITCH + " names " + file + ", which cannot be read", e);
    }
    return new TestServers(
        named(properties, "postgres.address"),
        named(properties, "postgres.user"),
        named(properties, "postgres.password"),
        named(properties, "redis.url"),
        named(properties, "kafka.bootstrap-servers"));
  }

  private static String named(Properties properties, String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("the file that " + SWITCH + " names has no " + name);
    }
    return value;
  }

  private static final class OfThisJvm {
    private static final TestServers SERVERS = find();

    private static TestServers find() {
      return switch (System.getenv(SWITCH)) {
        case null ->
            DockerClientFactory.instance().isDockerAvailable()
                ? DockerServers.start()
                : EmbeddedServers.start();
        case "docker" -> DockerServers.start();
        case "embedded" -> EmbeddedServers.start();
        case String file -> read(Path.of(file));
      };
    }
  }
}
