package com.aegispay.payments;

import com.aegispay.servers.FreePorts;
import com.aegispay.starter.ServiceApplication;
import com.aegispay.starter.access.Credentials;
import com.aegispay.testkit.Door;
import com.aegispay.testkit.Door.Answer;
import com.aegispay.testkit.TestDatabase;
import com.aegispay.testkit.TestServers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * payment-service as it runs, with its sandbox gateways, on real PostgreSQL, Kafka and Redis, once
 * for all tests; each test is a merchant of its own. fraud-service is away: the declared fallback
 * holds.
 */
final class Served {

  static final JsonMapper JSON = JsonMapper.shared();

  private static final TestDatabase DATABASE =
      TestDatabase.of(
          "payment",
          "classpath:db/payment",
          "classpath:db/lib/outbox",
          "classpath:db/lib/inbox",
          "classpath:db/lib/access",
          "classpath:db/lib/idempotency");
  private static final JdbcClient ADMIN = admin();
  private static final ConfigurableApplicationContext CONTEXT = start();

  private Served() {}

  /** A merchant with a test key that this service knows already. */
  record Merchant(String id, String key) {

    Answer post(String path, String body, String... headers) {
      return call("POST", path, key, body, headers);
    }

    /** A request with a new idempotency key. */
    Answer pay(String body) {
      return post("/v1/payments", body, "Idempotency-Key", UUID.randomUUID().toString());
    }

    Answer change(String path, String body) {
      return post(path, body, "Idempotency-Key", UUID.randomUUID().toString());
    }

    Answer get(String path) {
      return call("GET", path, key, null);
    }

    /** How many payments the database holds of this merchant. */
    long payments() {
      return database()
          .sql("select count(*) from payments where merchant_id = ?")
          .param(id)
          .query(Long.class)
          .single();
    }
  }

  static Merchant newMerchant() {
    String id = "mer_" + UUID.randomUUID();
    String key = "sk_test_" + UUID.randomUUID();
    int rows =
        database()
            .sql(
                """
                insert into known_keys (key_hash, key_id, merchant_id, livemode, scopes)
                values (?, ?, ?, false, '{*}')
                """)
            .params(Credentials.hash(key), "key_" + id, id)
            .update();
    if (rows != 1) {
      throw new AssertionError("no key");
    }
    return new Merchant(id, key);
  }

  /** The database as its superuser sees it: every merchant's rows. */
  static JdbcClient database() {
    return ADMIN;
  }

  static TestDatabase testDatabase() {
    return DATABASE;
  }

  /** Forgets what other tests' silences and deaths have made the router think of its gateways. */
  static void forgiveGateways() {
    bean(CircuitBreakerRegistry.class).getAllCircuitBreakers().forEach(CircuitBreaker::reset);
  }

  static <T> T beanNamed(String name, Class<T> type) {
    return CONTEXT.getBean(name, type);
  }

  static <T> T bean(Class<T> type) {
    return CONTEXT.getBean(type);
  }

  /** A card payment of 10.00 EUR. */
  static String order(String number) {
    return order(number, "automatic");
  }

  static String order(String number, String captureMethod) {
    String cvc = number.startsWith("37") ? "1234" : "123";
    return """
        {"amount": 1000, "currency": "eur", "capture_method": "%s",
         "payment_method": {"type": "card", "card":
           {"number": "%s", "exp_month": 12, "exp_year": 2040, "cvc": "%s"}}}
        """
        .formatted(captureMethod, number, cvc);
  }

  static Answer call(
      String method, String path, @Nullable String key, @Nullable String body, String... headers) {
    return callAt(CONTEXT, method, path, key, body, headers);
  }

  static Answer callAt(
      ConfigurableApplicationContext instance,
      String method,
      String path,
      @Nullable String key,
      @Nullable String body,
      String... headers) {
    return new Door(instance.getEnvironment().getRequiredProperty("local.server.port"))
        .call(method, path, key, body, headers);
  }

  private static ConfigurableApplicationContext start() {
    return start(Map.of());
  }

  /** Another instance of the service on the same database, on a port of its own. */
  static ConfigurableApplicationContext start(Map<String, String> more) {
    Map<String, Object> properties = new LinkedHashMap<>(DATABASE.springProperties());
    TestServers.get().createTopics(List.of("merchants", "settlements"));
    properties.put("aegispay.access.operator-key", "operator-key-of-tests");
    properties.put("aegispay.access.internal-key", "internal-key-of-tests");
    properties.put("aegispay.access.merchant-service-url", "http://127.0.0.1:1");
    properties.put("aegispay.access.requests-per-second", "10000");
    properties.put("aegispay.fraud.url", "http://127.0.0.1:1");
    properties.put("aegispay.keyring.create", "true");
    properties.put("aegispay.keyring.file", keyFile());
    properties.put("aegispay.worker-database.username", DATABASE.workerUser());
    properties.put("aegispay.worker-database.password", DATABASE.passwordOf(DATABASE.workerUser()));
    properties.put("aegispay.sandbox.embedded", "true");
    properties.put("aegispay.sandbox.books.url", DATABASE.url());
    properties.put("aegispay.sandbox.books.username", "sandbox_owner");
    properties.put("aegispay.sandbox.books.password", DATABASE.passwordOf("sandbox_owner"));
    properties.put("aegispay.gateways.timeout", "1s");
    int port = freePort();
    properties.put("server.port", Integer.toString(port));
    properties.put("aegispay.sandbox.callback", "http://127.0.0.1:" + port);
    properties.put("aegispay.doubt.rungs", "100ms,200ms,500ms,1s,2s,5s,10s");
    properties.put("aegispay.doubt.every", "50ms");
    properties.put("aegispay.doubt.call-may-take", "3s");
    properties.putAll(more);
    return ServiceApplication.of("payment-service", PaymentApplication.class)
        .sources(Deaths.class)
        .registerShutdownHook(true)
        .run(
            properties.entrySet().stream()
                .map(option -> "--" + option.getKey() + "=" + option.getValue())
                .toArray(String[]::new));
  }

  private static JdbcClient admin() {
    try {
      Connection connection = DATABASE.connectAsAdmin();
      connection.setSchema("payment");
      return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static int freePort() {
    try {
      return FreePorts.find(1).getFirst();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String keyFile() {
    try {
      return Files.createTempDirectory("keyring").resolve("keys.json").toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
