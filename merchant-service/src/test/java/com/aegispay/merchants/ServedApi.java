package com.aegispay.merchants;

import com.aegispay.starter.ServiceApplication;
import com.aegispay.testkit.Door;
import com.aegispay.testkit.Door.Answer;
import com.aegispay.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service as it runs, on real PostgreSQL and Redis, once for all tests: each test makes a
 * merchant of its own.
 */
final class ServedApi {

  static final String OPERATOR = "operator-key-of-tests";
  static final String INTERNAL = "internal-key-of-tests";
  static final JsonMapper JSON = JsonMapper.shared();

  private static final TestDatabase DATABASE =
      TestDatabase.of(
          "merchant",
          "classpath:db/merchant",
          "classpath:db/lib/outbox",
          "classpath:db/lib/idempotency");
  private static final ConfigurableApplicationContext CONTEXT = start();

  private ServedApi() {}

  /** A merchant made for one test. */
  record TestMerchant(String id, String key, String keyId) {}

  /** An event as it lies in the outbox. */
  record Written(long sequence, String type, String body) {

    JsonNode json() {
      return JSON.readTree(body);
    }
  }

  static <T> T bean(Class<T> type) {
    return CONTEXT.getBean(type);
  }

  static TestMerchant newMerchant() {
    Answer made =
        call(
            "POST",
            "/v1/merchants",
            OPERATOR,
            """
            {"name": "Ada's Books", "email": "ada@example.com", "country": "DE",
             "default_currency": "EUR"}
            """);
    if (made.status() != 201) {
      throw new AssertionError(made.raw());
    }
    return new TestMerchant(
        made.text("/id"), made.text("/api_key/secret"), made.text("/api_key/id"));
  }

  /**
   * Sends a request.
   *
   * @param key sent as bearer token; null sends none
   * @param body null sends none
   * @param headers names and values in turn
   */
  static Answer call(
      String method, String path, @Nullable String key, @Nullable String body, String... headers) {
    return new Door(bean(Environment.class).getRequiredProperty("local.server.port"))
        .call(method, path, key, body, headers);
  }

  /** A merchant's events in the order in which the relay takes them. */
  static List<Written> events(String merchantId) {
    try (var connection = DATABASE.connectAs(DATABASE.serviceUser());
        var query =
            connection.prepareStatement(
                "select sequence, type, body from outbox where merchant_id = ? order by id")) {
      query.setString(1, merchantId);
      var rows = query.executeQuery();
      List<Written> events = new ArrayList<>();
      while (rows.next()) {
        events.add(new Written(rows.getLong(1), rows.getString(2), rows.getString(3)));
      }
      return events;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Everything that the service's tables hold, as text: to look for what must not be there. */
  static String everythingStored() {
    try (var connection = DATABASE.connectAs(DATABASE.serviceUser());
        var statement = connection.createStatement()) {
      StringBuilder everything = new StringBuilder();
      for (String table :
          List.of("merchants", "api_keys", "webhook_endpoints", "idempotency_keys", "outbox")) {
        var rows = statement.executeQuery("select t::text from " + table + " t");
        while (rows.next()) {
          everything.append(rows.getString(1)).append('\n');
        }
      }
      return everything.toString();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory(Path.of("target"), "keyring");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConfigurableApplicationContext start() {
    var arguments = new ArrayList<String>();
    DATABASE.springProperties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
    arguments.add("--aegispay.access.operator-key=" + OPERATOR);
    arguments.add("--aegispay.access.internal-key=" + INTERNAL);
    arguments.add("--aegispay.keyring.file=" + newDirectory().resolve("keyring"));
    arguments.add("--aegispay.keyring.create=true");
    arguments.add("--aegispay.access.requests-per-second=5000");
    return ServiceApplication.of("merchant-service", MerchantsApplication.class)
        .run(arguments.toArray(String[]::new));
  }
}
