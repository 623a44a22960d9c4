package com.aegispay.fraud;

import com.aegispay.starter.ServiceApplication;
import com.aegispay.starter.access.Credentials;
import com.aegispay.starter.access.KnownKey;
import com.aegispay.starter.access.LocalKeys;
import com.aegispay.testkit.Door;
import com.aegispay.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** fraud-service on a database of its own, as a test sees it: over HTTP. */
final class RunningFraud implements AutoCloseable {

  static final String INTERNAL_KEY = "internal-key-of-tests";
  static final String OPERATOR_KEY = "operator-key-of-tests";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestDatabase database;
  private final ConfigurableApplicationContext context;
  private final Door door;

  private RunningFraud(TestDatabase database, ConfigurableApplicationContext context) {
    this.database = database;
    this.context = context;
    this.door = new Door(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  static RunningFraud start() {
    return start(Map.of());
  }

  static RunningFraud start(Map<String, String> options) {
    TestDatabase database =
        TestDatabase.of(
            "fraud",
            "classpath:db/fraud",
            "classpath:db/lib/outbox",
            "classpath:db/lib/inbox",
            "classpath:db/lib/access",
            "classpath:db/lib/idempotency");
    Map<String, String> properties = new LinkedHashMap<>(database.springProperties());
    properties.put("aegispay.access.operator-key", OPERATOR_KEY);
    properties.put("aegispay.access.internal-key", INTERNAL_KEY);
    properties.put("aegispay.access.merchant-service-url", "http://127.0.0.1:1");
    // The tests' machines may be busy; what happens when Redis does not answer has its own test.
    properties.put("aegispay.velocity.timeout", "5s");
    properties.putAll(options);
    List<String> arguments = new ArrayList<>();
    properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return new RunningFraud(
        database,
        ServiceApplication.of("fraud-service", FraudApplication.class)
            .run(arguments.toArray(String[]::new)));
  }

  /** An answer with its body parsed; a missing body is a missing node. */
  record Answer(int status, JsonNode body, String text) {

    JsonNode at(String path) {
      return body.at("/" + path.replace('.', '/'));
    }

    List<String> codes() {
      return body.path("reasons").valueStream().map(r -> r.path("code").asString()).toList();
    }
  }

  Answer get(String key, String path) {
    return send(key, "GET", path, null);
  }

  Answer post(String key, String path, String body) {
    return send(key, "POST", path, body);
  }

  Answer send(
      String key, String method, String path, @org.jspecify.annotations.Nullable String body) {
    Door.Answer answer = door.call(method, path, key, body);
    return new Answer(
        answer.status(), answer.raw().isEmpty() ? JSON.missingNode() : answer.body(), answer.raw());
  }

  /** Asks as payment-service does. */
  Answer assess(PaymentStory payment) {
    return post(INTERNAL_KEY, "/internal/v1/fraud/assessments", payment.json());
  }

  /** Makes a merchant's key known here. */
  String key(String merchantId, boolean livemode) {
    String key = (livemode ? "sk_live_" : "sk_test_") + TestIds.next("secret");
    context
        .getBean(LocalKeys.class)
        .keep(
            new KnownKey(
                Credentials.hash(key),
                TestIds.next("key"),
                merchantId,
                livemode,
                Set.of("*"),
                null,
                null));
    return key;
  }

  JdbcClient jdbc() {
    return context.getBean(JdbcClient.class);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  TestDatabase database() {
    return database;
  }

  /** The bodies of the events of a payment that wait for the relay, in order. */
  List<JsonNode> events(String payment) {
    return jdbc()
        .sql("select body from outbox where subject = ? order by id")
        .param(payment)
        .query(String.class)
        .list()
        .stream()
        .map(JSON::readTree)
        .toList();
  }

  @Override
  public void close() {
    context.close();
  }
}
