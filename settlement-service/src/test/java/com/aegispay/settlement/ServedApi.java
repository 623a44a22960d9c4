package com.aegispay.settlement;

import static org.awaitility.Awaitility.await;

import com.aegispay.starter.ServiceApplication;
import com.aegispay.starter.access.Credentials;
import com.aegispay.starter.id.Ids;
import com.aegispay.testkit.Door;
import com.aegispay.testkit.Door.Answer;
import com.aegispay.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as it runs, on real PostgreSQL, Kafka and Redis, once for all tests. */
final class ServedApi {

  static final String OPERATOR = "operator-key-of-tests";
  static final JsonMapper JSON = JsonMapper.shared();

  private static final TestDatabase DATABASE =
      TestDatabase.of(
          "settlement",
          "classpath:db/settlement",
          "classpath:db/lib/outbox",
          "classpath:db/lib/inbox",
          "classpath:db/lib/access",
          "classpath:db/lib/idempotency");
  private static final ConfigurableApplicationContext CONTEXT = start();

  private ServedApi() {}

  /** A merchant that one test has for itself, with a key in one mode. */
  record TestMerchant(String id, String key, boolean livemode) {}

  static <T> T bean(Class<T> type) {
    return CONTEXT.getBean(type);
  }

  static String newId(String prefix) {
    return bean(Ids.class).next(prefix);
  }

  static TestMerchant newMerchant() {
    return keyOf(newId("mer"), false);
  }

  static TestMerchant keyOf(String merchantId, boolean livemode) {
    String key = (livemode ? "sk_live_" : "sk_test_") + newId("random");
    int rows =
        bean(JdbcClient.class)
            .sql(
                """
                insert into known_keys (key_hash, key_id, merchant_id, livemode, scopes)
                values (?, ?, ?, ?, array['*'])
                """)
            .params(List.of(Credentials.hash(key), newId("key"), merchantId, livemode))
            .update();
    if (rows != 1) {
      throw new AssertionError("no key");
    }
    return new TestMerchant(merchantId, key, livemode);
  }

  /** Sends an event as the relay does: the whole value, with its headers. */
  static void publish(String topic, String event) {
    JsonNode value = JSON.readTree(event);
    var row = new ProducerRecord<Object, Object>(topic, value.get("subject").asString(), event);
    for (String header : List.of("id", "type", "version", "sequence", "merchant_id")) {
      row.headers().add(header, value.get(header).asString().getBytes(StandardCharsets.UTF_8));
    }
    try {
      @SuppressWarnings("unchecked")
      KafkaTemplate<Object, Object> kafka = bean(KafkaTemplate.class);
      long offset = kafka.send(row).get(10, TimeUnit.SECONDS).getRecordMetadata().offset();
      if (offset < 0) {
        throw new AssertionError("no offset");
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static void capture(TestMerchant merchant, String payment, long amount, String currency) {
    publish("payments", captured(merchant, payment, amount, currency));
    awaitReceived(merchant, payment, 1);
  }

  static String captured(TestMerchant merchant, String payment, long amount, String currency) {
    return event(
        merchant,
        "payment.captured",
        payment,
        1,
        """
        {"attempt": "att_1", "gateway": "sandbox_alpha", "amount": %d, "amount_captured": %d,
         "currency": "%s", "field_of_tomorrow": true}
        """
            .formatted(amount, amount, currency));
  }

  static void refund(TestMerchant merchant, String payment, String refund, long amount) {
    String data =
        """
        {"refund": "%s", "payment": "%s", "gateway": "sandbox_alpha", "amount": %d,
         "currency": "EUR", "code": null}
        """
            .formatted(refund, payment, amount);
    publish("payments", event(merchant, "refund.succeeded", payment, 2, data));
    awaitReceived(merchant, payment, 2);
  }

  static String event(
      TestMerchant merchant, String type, String subject, long sequence, String data) {
    return """
    {"id": "%s", "type": "%s", "version": 1, "sequence": %d, "subject": "%s", "merchant_id": "%s",
     "livemode": %b, "occurred_at": "2026-01-01T12:00:00.000Z", "data": %s, "object": null}
    """
        .formatted(newId("evt"), type, sequence, subject, merchant.id(), merchant.livemode(), data);
  }

  static void awaitReceived(TestMerchant merchant, String subject, long sequence) {
    await()
        .until(
            () ->
                bean(JdbcClient.class)
                        .sql(
                            """
                            select count(*) from inbox_positions
                            where merchant_id = ? and subject = ? and upto >= ?
                            """)
                        .params(List.of(merchant.id(), subject, sequence))
                        .query(Integer.class)
                        .single()
                    == 1);
  }

  /** Orders a run for the merchant and waits for its end. */
  static Answer settle(TestMerchant merchant) {
    Answer ordered =
        call(
            "POST",
            "/v1/settlement_runs",
            OPERATOR,
            "{\"merchant\": \"%s\"}".formatted(merchant.id()),
            "Idempotency-Key",
            newId("key"));
    if (ordered.status() != 202) {
      throw new AssertionError(ordered.raw());
    }
    String path = "/v1/settlement_runs/" + ordered.text("/id");
    await().until(() -> call("GET", path, OPERATOR, null).text("/status").equals("completed"));
    return call("GET", path, OPERATOR, null);
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

  private static ConfigurableApplicationContext start() {
    var arguments = new ArrayList<String>();
    DATABASE.springProperties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
    arguments.add("--aegispay.access.operator-key=" + OPERATOR);
    arguments.add("--aegispay.access.internal-key=internal-key-of-tests");
    arguments.add("--aegispay.access.merchant-service-url=http://127.0.0.1:1");
    arguments.add("--aegispay.access.requests-per-second=5000");
    return ServiceApplication.of("settlement-service", SettlementApplication.class)
        .run(arguments.toArray(String[]::new));
  }
}
