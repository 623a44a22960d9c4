package com.aegispay.notification;

import static org.awaitility.Awaitility.await;

import com.aegispay.keyring.Keyring;
import com.aegispay.notification.feed.EventDoor;
import com.aegispay.notification.store.Deliveries;
import com.aegispay.notification.webhook.Delivery;
import com.aegispay.outbox.Inbox;
import com.aegispay.outbox.ReceivedEvent;
import com.aegispay.starter.ServiceApplication;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.id.Ids;
import com.aegispay.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * notification-service on real servers, once for all tests: each test is merchants of its own.
 * Private targets are allowed, an attempt may take a second, and the clock can be set forward.
 */
final class Notifications {

  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final String OTHER_SECRET = "whsec_bm90IGEgcmVhbCBzZWNyZXQsIG5vdCBhdCBhbGw=";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A merchant of a test with an endpoint. */
  record Merchant(String id, String endpoint) {}

  final TestClock clock = new TestClock();
  final TestDatabase database;
  final ConfigurableApplicationContext context;
  private final Map<String, AtomicLong> merchantSequences = new ConcurrentHashMap<>();

  private Notifications() {
    database =
        TestDatabase.of(
            "notification",
            "classpath:db/notification",
            "classpath:db/lib/inbox",
            "classpath:db/lib/access",
            "classpath:db/lib/idempotency");
    database.servers().createTopics(List.of("merchants", "payments", "fraud", "settlements"));
    Map<String, Object> properties = new HashMap<>(database.springProperties());
    properties.put("aegispay.access.operator-key", "operator");
    properties.put("aegispay.access.internal-key", "internal");
    properties.put("aegispay.access.merchant-service-url", "http://127.0.0.1:9");
    properties.put("aegispay.keyring.file", keyring());
    properties.put("aegispay.keyring.create", "true");
    properties.put("aegispay.webhooks.allow-private-targets", "true");
    properties.put("aegispay.webhooks.timeout", "1s");
    properties.put("aegispay.webhooks.interval", "20ms");
    properties.put("logging.level.org.apache.kafka", "warn");
    context =
        ServiceApplication.of(NotificationApplication.NAME, NotificationApplication.class)
            .initializers(
                starting ->
                    ((GenericApplicationContext) starting)
                        .registerBean("testClock", Clock.class, () -> clock))
            .run(
                properties.entrySet().stream()
                    .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                    .toArray(String[]::new));
    Runtime.getRuntime().addShutdownHook(new Thread(context::close));
  }

  static Notifications get() {
    return Once.SERVICE;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  String id(String prefix) {
    return bean(Ids.class).next(prefix);
  }

  /** A merchant with a test-mode endpoint that subscribes to these types. */
  Merchant merchant(String url, String... types) {
    Merchant merchant = new Merchant(id("mer"), id("we"));
    endpointChanged(merchant, "webhook_endpoint.created", url, "enabled", List.of(types));
    return merchant;
  }

  void endpointChanged(
      Merchant merchant, String type, String url, String status, List<String> types) {
    endpointChanged(merchant, type, url, status, types, Map.of(SECRET, Instant.MAX));
  }

  /** What merchant-service tells of an endpoint; a secret that never expires ends at the MAX. */
  void endpointChanged(
      Merchant merchant,
      String type,
      String url,
      String status,
      List<String> types,
      Map<String, Instant> secrets) {
    receive(endpointEvent(merchant, type, url, status, types, secrets));
  }

  ReceivedEvent endpointEvent(
      Merchant merchant,
      String type,
      String url,
      String status,
      List<String> types,
      Map<String, Instant> secrets) {
    var data = JSON.createObjectNode();
    data.put("id", merchant.endpoint())
        .put("url", url)
        .put("livemode", false)
        .put("status", status);
    types.forEach(data.putArray("enabled_events")::add);
    var sealed = data.putArray("secrets");
    secrets.forEach(
        (secret, until) ->
            sealed
                .addObject()
                .put("sealed", seal(secret, merchant.endpoint()))
                .put("expires_at", until.equals(Instant.MAX) ? null : until.toString()));
    return event(
        new Fact(
            "merchants",
            merchant.id(),
            type,
            merchant.id(),
            merchantSequences
                .computeIfAbsent(merchant.id(), _ -> new AtomicLong())
                .incrementAndGet(),
            false),
        data,
        null);
  }

  String seal(String secret, String endpoint) {
    return bean(Keyring.class)
        .seal(secret.getBytes(StandardCharsets.UTF_8), "webhook-secret:" + endpoint);
  }

  /** Something happens to a payment of the merchant; the event. */
  ReceivedEvent paymentEvent(Merchant merchant, String type) {
    ReceivedEvent event = payment(merchant, type, false);
    receive(event);
    return event;
  }

  ReceivedEvent payment(Merchant merchant, String type, boolean livemode) {
    String payment = id("pay");
    JsonNode object =
        JSON.createObjectNode().put("id", payment).put("object", "payment").put("amount", 9999);
    return event(
        new Fact("payments", payment, type, merchant.id(), 1, livemode),
        JSON.createObjectNode(),
        object);
  }

  /** The event arrives, for the first time or again. */
  void receive(ReceivedEvent event) {
    var _ = bean(Inbox.class).receive(List.of(event), bean(EventDoor.class));
  }

  /** The event is applied by a consumer whose inbox has forgotten it. */
  void receiveBesidesTheInbox(ReceivedEvent event) {
    bean(TransactionTemplate.class)
        .executeWithoutResult(_ -> bean(EventDoor.class).apply(List.of(event)));
  }

  /** All deliveries to the merchant's endpoint, newest first. */
  List<Delivery> deliveries(Merchant merchant) {
    return bean(Deliveries.class)
        .list(merchant.id(), false, merchant.endpoint(), new ListQuery(100, null, null));
  }

  /** The newest delivery to the merchant's endpoint, once it has ended. */
  Delivery ended(Merchant merchant) {
    await().until(() -> deliveries(merchant).getFirst().status() != Delivery.Status.PENDING);
    return deliveries(merchant).getFirst();
  }

  /** Changes the database behind the service's back. */
  int execute(String sql) {
    return bean(JdbcClient.class).sql(sql).update();
  }

  /** A published example of an event, as it would arrive. */
  void receiveExample(String topic, String json) {
    JsonNode event = JSON.readTree(json);
    ReceivedEvent received =
        new ReceivedEvent(
            topic,
            0,
            0,
            event.required("subject").stringValue(),
            event.required("id").stringValue(),
            event.required("type").stringValue(),
            event.required("version").intValue(),
            event.required("sequence").longValue(),
            event.required("merchant_id").stringValue(),
            json,
            null);
    receive(received);
  }

  /** An event without what it says. */
  record Fact(
      String topic,
      String subject,
      String type,
      String merchantId,
      long sequence,
      boolean livemode) {}

  ReceivedEvent event(Fact fact, JsonNode data, @Nullable JsonNode object) {
    String id = id("evt");
    var body = JSON.createObjectNode();
    body.put("id", id).put("type", fact.type()).put("version", 1);
    body.put("sequence", fact.sequence()).put("subject", fact.subject());
    body.put("merchant_id", fact.merchantId()).put("livemode", fact.livemode());
    body.put("occurred_at", "2026-01-01T12:00:00.000Z");
    body.set("data", data);
    body.set("object", object);
    return new ReceivedEvent(
        fact.topic(),
        0,
        0,
        fact.subject(),
        id,
        fact.type(),
        1,
        fact.sequence(),
        fact.merchantId(),
        body.toString(),
        null);
  }

  private static String keyring() {
    try {
      return Files.createTempDirectory("notification").resolve("keyring").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Once {
    private static final Notifications SERVICE = new Notifications();
  }
}
