package com.aegispay.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.outbox.ReceivedEvent;
import com.aegispay.starter.ServiceApplication;
import com.aegispay.starter.access.Credentials;
import com.aegispay.starter.access.KnownKey;
import com.aegispay.starter.access.LocalKeys;
import com.aegispay.testkit.Door;
import com.aegispay.testkit.TestDatabase;
import com.aegispay.testkit.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as it runs: events through Kafka, questions through HTTP. */
class AnalyticsApiTest {

  private static final String OPERATOR = "operator-key-of-tests";
  private static final String ADA = TestServers.uniqueName("mer-ada");
  private static final String BOB = TestServers.uniqueName("mer-bob");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** A currency that no other test of the run pays in, for the figures of everybody. */
  private static final String RARE = "KMF";

  private static ConfigurableApplicationContext context;

  @BeforeAll
  static void start() {
    TestDatabase database = ReadModels.migrated();
    Map<String, String> options = new HashMap<>(database.springProperties());
    options.put("aegispay.access.operator-key", OPERATOR);
    options.put("aegispay.access.internal-key", "internal-key-of-tests");
    options.put("aegispay.access.merchant-service-url", "http://127.0.0.1:9");
    database.servers().createTopics(List.of("merchants", "payments", "fraud", "settlements"));
    context =
        ServiceApplication.of("analytics-service", AnalyticsApplication.class)
            .properties(Map.copyOf(options))
            .run(
                options.entrySet().stream()
                    .map(option -> "--" + option.getKey() + "=" + option.getValue())
                    .toArray(String[]::new));
    key("ada-test", ADA, false);
    key("ada-live", ADA, true);
    key("bob-test", BOB, false);
    List<ReceivedEvent> events = history();
    publish(database.servers(), events);
    publish(database.servers(), events.subList(0, 12));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                payments(ADA, false) == 3 && payments(ADA, true) == 1 && payments(BOB, false) == 1);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                operator("merchant=" + ADA + "&livemode=false").at("/amounts/0/payouts").asLong()
                        > 0
                    && operator("merchant=" + ADA + "&livemode=false")
                            .at("/risk/reviews/declined")
                            .asLong()
                        > 0
                    && operator("merchant=" + ADA + "&livemode=false")
                            .at("/amounts/0/refunded")
                            .asLong()
                        > 0
                    && operator("merchant=" + BOB + "&livemode=false")
                            .at("/amounts/0/captured")
                            .asLong()
                        > 0);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  private static long payments(String merchant, boolean livemode) {
    return operator("merchant=" + merchant + "&livemode=" + livemode)
        .at("/payments/total")
        .asLong(-1);
  }

  @Test
  void a_merchant_sees_the_figures_of_its_own_in_the_mode_of_its_key() {
    Door.Answer test = ask("ada-test", "summary");

    assertThat(test.status()).isEqualTo(200);
    assertThat(test.at("/object").asString()).isEqualTo("analytics.summary");
    assertThat(test.at("/merchant").asString()).isEqualTo(ADA);
    assertThat(test.at("/livemode").asBoolean()).isFalse();
    assertThat(test.at("/payments/total").asInt()).isEqualTo(3);
    assertThat(test.at("/payments/by_status"))
        .isEqualTo(json("{\"failed\": 1, \"partially_refunded\": 1, \"captured\": 1}"));
    assertThat(test.at("/payments/authorization_rate").asString()).isEqualTo("0.6667");
    assertThat(test.at("/amounts"))
        .isEqualTo(
            json(
                """
                [{"currency": "EUR", "payments": 2, "captured": 9999, "refunded": 2500, "net": 7499,
                  "fees": 320, "settled": 7179, "payouts": 7179},
                 {"currency": "KMF", "payments": 1, "captured": 700, "refunded": 0, "net": 700,
                  "fees": 0, "settled": 0, "payouts": 0}]
                """));
    assertThat(test.at("/risk"))
        .isEqualTo(
            json(
                """
                {"decisions": {"approve": 1, "review": 1},
                 "reviews": {"open": 0, "approved": 0, "declined": 1}}
                """));

    Door.Answer live = ask("ada-live", "summary");

    assertThat(live.at("/payments/total").asInt()).isEqualTo(1);
    assertThat(live.at("/amounts/0/captured").asLong()).isEqualTo(111);
  }

  @Test
  void another_merchants_payments_are_in_no_figure() {
    Door.Answer bob = ask("bob-test", "summary");

    assertThat(bob.at("/payments/total").asInt()).isEqualTo(1);
    assertThat(bob.at("/amounts"))
        .isEqualTo(
            json(
                """
                [{"currency": "KMF", "payments": 1, "captured": 42, "refunded": 0, "net": 42,
                  "fees": 0, "settled": 0, "payouts": 0}]
                """));
    Door.Answer refused = ask("bob-test", "summary?merchant=" + ADA);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/param").asString()).isEqualTo("merchant");
  }

  @Test
  void an_operator_sees_everybody_or_one_merchant() {
    Door.Answer all = operator("livemode=false&currency=kmf");
    assertThat(all.at("/amounts/0/captured").asLong()).isEqualTo(742);
    assertThat(all.at("/merchant").isNull()).isTrue();

    Door.Answer one = operator("livemode=false&merchant=" + ADA);
    assertThat(one.body().toString()).isEqualTo(ask("ada-test", "summary").body().toString());

    Door.Answer nobody = operator("livemode=false&merchant=mer_nobody");
    assertThat(nobody.status()).isEqualTo(404);
    assertThat(nobody.at("/code").asString()).isEqualTo("resource_missing");

    Door.Answer mixed = operator("merchant=" + ADA);
    assertThat(mixed.status()).isEqualTo(400);
    assertThat(mixed.at("/code").asString()).isEqualTo("parameter_missing");
    assertThat(mixed.at("/param").asString()).isEqualTo("livemode");
  }

  @Test
  void filters_choose_payments_by_when_they_were_created_and_by_currency() {
    Door.Answer early = ask("ada-test", "summary?created_lt=2026-03-01T12:00:00.001Z");
    assertThat(early.at("/payments/total").asInt()).isEqualTo(1);
    assertThat(early.at("/amounts/0/captured").asLong()).isEqualTo(9999);

    Door.Answer late = ask("ada-test", "summary?created_gte=2026-03-01T12:00:00.001Z&currency=EUR");
    assertThat(late.at("/payments/total").asInt()).isEqualTo(1);
    assertThat(late.at("/payments/by_status")).isEqualTo(json("{\"failed\": 1}"));
  }

  @Test
  void a_series_steps_through_days() {
    Door.Answer series =
        ask(
            "ada-test",
            "timeseries?metric=captured&interval=day&created_gte=2026-03-01T00:00:00Z"
                + "&created_lt=2026-03-03T00:00:00Z&currency=EUR");

    assertThat(series.at("/series"))
        .isEqualTo(
            json(
                """
                [{"currency": "EUR", "points": [
                  {"start": "2026-03-01T00:00:00.000Z", "count": 1, "amount": 9999},
                  {"start": "2026-03-02T00:00:00.000Z", "count": 0, "amount": 0}]}]
                """));
  }

  @Test
  void what_cannot_be_asked_is_refused_with_the_parameter_that_is_wrong() {
    Map<String, String> wrong =
        Map.of(
            "summary?currency=EURO", "currency",
            "summary?created_gte=yesterday", "created_gte",
            "summary?created_gte=2026-03-02T00:00:00Z&created_lt=2026-03-01T00:00:00Z",
                "created_lt",
            "summary?livemode=true", "livemode",
            "summary?curency=EUR", "curency",
            "timeseries", "metric",
            "timeseries?metric=profit", "metric",
            "timeseries?metric=net&interval=second", "interval",
            "timeseries?metric=net&interval=hour&created_gte=2020-01-01T00:00:00Z", "created_gte");
    wrong.forEach(
        (question, param) -> {
          Door.Answer answer = ask("ada-test", question);
          assertThat(answer.status()).as(question).isEqualTo(400);
          assertThat(answer.at("/param").asString()).as(question).isEqualTo(param);
        });
  }

  private static List<ReceivedEvent> history() {
    List<ReceivedEvent> events = new ArrayList<>();
    events.addAll(
        payment(ADA, false, "1", "EUR", NOON)
            .processing("sandbox_alpha")
            .authorized()
            .captured(9999)
            .refundCreated(2500)
            .refundSucceeded(2500)
            .events);
    events.addAll(
        payment(ADA, false, "2", "EUR", NOON.plusSeconds(60))
            .processing("sandbox_beta")
            .failed()
            .events);
    events.addAll(
        payment(ADA, false, "3", RARE, NOON.plusSeconds(61))
            .processing("sandbox_beta")
            .authorized()
            .captured(700)
            .events);
    events.addAll(payment(ADA, true, "4", "EUR", NOON).processing("stripe").captured(111).events);
    events.addAll(
        payment(BOB, false, "5", RARE, NOON).processing("sandbox_beta").captured(42).events);
    for (String merchant : List.of(ADA, BOB)) {
      events.add(
          Envelopes.event(
              "merchants",
              "merchant.created",
              merchant,
              false,
              merchant,
              1,
              NOON,
              Map.of("id", merchant, "name", "Books"),
              null));
    }
    events.add(
        fraud(
            "fraud.assessed",
            "1",
            1,
            Map.of("assessment", "a1", "payment", ADA + "1", "score", 3, "decision", "approve")));
    events.add(
        fraud(
            "fraud.assessed",
            "2",
            1,
            Map.of("assessment", "a2", "payment", ADA + "2", "score", 70, "decision", "review")));
    Map<String, Object> open = new HashMap<>(Map.of("review", "rev_1", "payment", ADA + "2"));
    open.put("decision", null);
    events.add(fraud("review.opened", "2", 2, open));
    events.add(
        fraud(
            "review.closed",
            "2",
            3,
            Map.of("review", "rev_1", "payment", ADA + "2", "decision", "decline")));
    events.add(
        settlement(
            "settlement.closed",
            "set",
            Map.of(
                "settlement",
                "set_1",
                "currency",
                "EUR",
                "gross",
                9999,
                "fees",
                320,
                "refunds",
                2500,
                "net",
                7179)));
    events.add(
        settlement(
            "payout.created",
            "po",
            Map.of("payout", "po_1", "settlement", "set_1", "amount", 7179, "currency", "EUR")));
    return events;
  }

  private static PaymentStory payment(
      String merchant, boolean livemode, String number, String currency, Instant at) {
    return new PaymentStory(merchant, livemode, merchant + number, currency, 9999, at);
  }

  private static ReceivedEvent fraud(
      String type, String payment, long sequence, Map<String, Object> data) {
    return Envelopes.event("fraud", type, ADA, false, ADA + payment, sequence, NOON, data, null);
  }

  private static ReceivedEvent settlement(String type, String subject, Map<String, Object> data) {
    return Envelopes.event("settlements", type, ADA, false, ADA + subject, 1, NOON, data, null);
  }

  private static void publish(TestServers servers, List<ReceivedEvent> events) {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers.kafkaBootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (ReceivedEvent event : events) {
        var record = new ProducerRecord<>(event.topic(), event.subject(), event.body());
        Map.of(
                "id", event.id(),
                "type", event.type(),
                "version", "" + event.version(),
                "sequence", "" + event.sequence(),
                "merchant_id", event.merchantId())
            .forEach(
                (name, value) ->
                    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        var _ = producer.send(record);
      }
    }
  }

  private static void key(String secret, String merchant, boolean livemode) {
    context
        .getBean(LocalKeys.class)
        .keep(
            new KnownKey(
                Credentials.hash(secret),
                "key_" + secret,
                merchant,
                livemode,
                Set.of("*"),
                null,
                null));
  }

  private static Door.Answer operator(String query) {
    return ask(OPERATOR, "summary?" + query);
  }

  private static Door.Answer ask(String key, String question) {
    String port = context.getBean(Environment.class).getRequiredProperty("local.server.port");
    return new Door(port).call("GET", "/v1/analytics/" + question, key, null);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
