package com.aegispay.testkit;

import com.aegispay.servers.Roles;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.flywaydb.core.Flyway;

/**
 * A PostgreSQL database of one test class: all schemas and roles of {@code
 * deploy/postgres/roles.sql}, one schema migrated. It is cloned from a template that is migrated
 * once for each JVM, so a new one costs a fraction of a second.
 *
 * @param schema the one that was migrated
 */
public record TestDatabase(TestServers servers, String name, String schema) {
  private static final Map<List<String>, String> TEMPLATES = new ConcurrentHashMap<>();

  /** Any number will do, as long as every JVM of a run takes the same. */
  private static final long ROLES_LOCK = 7_230_411;

  /**
   * A new database whose {@code schema} was migrated with Flyway from these locations.
   *
   * @param locations such as {@code classpath:db/payment} and {@code classpath:db/lib/outbox}
   */
  public static TestDatabase of(String schema, String... locations) {
    var servers = TestServers.get();
    String template =
        TEMPLATES.computeIfAbsent(
            List.of(schema, String.join(",", locations)),
            key -> migratedTemplate(servers, schema, locations));
    String name = TestServers.uniqueName(schema);
    try {
      createDatabase(servers, name, template);
    } catch (SQLException e) {
      throw new IllegalStateException("no test database for " + schema, e);
    }
    return new TestDatabase(servers, name, schema);
  }

  public String url() {
    return servers.jdbcUrl(name);
  }

  /** The role that owns the tables. */
  public String ownerUser() {
    return Roles.owner(schema);
  }

  /** The role that the service runs as. */
  public String serviceUser() {
    return Roles.service(schema);
  }

  /** The role that finds what is due, for all merchants. */
  public String workerUser() {
    return Roles.worker(schema);
  }

  /** The password of any role of {@code roles.sql} in tests. */
  public String passwordOf(String role) {
    return passwordOf(servers, role);
  }

  /** Connects as any role of {@code roles.sql}. */
  public Connection connectAs(String role) throws SQLException {
    return DriverManager.getConnection(url(), role, passwordOf(role));
  }

  /** Connects as PostgreSQL's superuser. */
  public Connection connectAsAdmin() throws SQLException {
    return servers.connectAsAdmin(name);
  }

  /**
   * What a Spring context needs in order to use this database, Kafka and Redis, and to listen on a
   * free port: for {@code SpringApplicationBuilder.properties} or {@code @DynamicPropertySource}.
   */
  public Map<String, String> springProperties() {
    var properties = new LinkedHashMap<String, String>();
    properties.put("spring.datasource.url", url());
    properties.put("spring.datasource.username", serviceUser());
    properties.put("spring.datasource.password", passwordOf(serviceUser()));
    properties.put("spring.datasource.hikari.maximum-pool-size", "8");
    properties.put("spring.datasource.hikari.minimum-idle", "1");
    properties.put("spring.flyway.user", ownerUser());
    properties.put("spring.flyway.password", passwordOf(ownerUser()));
    properties.put("spring.kafka.bootstrap-servers", servers.kafkaBootstrapServers());
    properties.put("spring.kafka.consumer.group-id", TestServers.uniqueName(schema));
    properties.put("aegispay.redis.address", servers.redisUrl());
    properties.put("spring.aop.auto", "false");
    properties.put("server.port", "0");
    properties.put("server.address", "127.0.0.1");
    return properties;
  }

  private static String migratedTemplate(TestServers servers, String schema, String... locations) {
    String template = TestServers.uniqueName("template-" + schema);
    try {
      createDatabase(servers, template, "template1");
      try (var lock = servers.connectAsAdmin("postgres");
          var statement = lock.createStatement();
          var admin = servers.connectAsAdmin(template)) {
        statement.execute("select pg_advisory_lock(" + ROLES_LOCK + ")");
        Roles.apply(admin, role -> passwordOf(servers, role));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("no template database for " + schema, e);
    }
    String owner = Roles.owner(schema);
    if (locations.length > 0) {
      var migration =
          Flyway.configure()
              .dataSource(servers.jdbcUrl(template), owner, passwordOf(servers, owner))
              .schemas(schema)
              .locations(locations)
              .load()
              .migrate();
      if (migration.migrationsExecuted == 0) {
        throw new IllegalArgumentException("no migration found in " + String.join(", ", locations));
      }
    }
    return template;
  }

  /** Roles belong to the whole cluster, so each JVM of a run must give them the same passwords. */
  private static String passwordOf(TestServers servers, String role) {
    return role + "/" + servers.adminPassword();
  }

  private static void createDatabase(TestServers servers, String name, String template)
      throws SQLException {
    try (var admin = servers.connectAsAdmin("postgres");
        var statement = admin.createStatement()) {
      statement.execute("create database \"" + name + "\" template \"" + template + "\"");
    }
  }
}
