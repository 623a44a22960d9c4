package com.aegispay.starter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.starter.access.Caller;
import com.aegispay.starter.access.Credentials;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.http.Listing;
import com.aegispay.starter.idempotency.Idempotency;
import com.aegispay.starter.idempotency.IdempotencyKey;
import com.aegispay.testkit.TestDatabase;
import com.aegispay.testkit.TestServers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A service that consists of nothing but the starter and one door. */
class DoorsTest {
  private static final TestDatabase DATABASE =
      TestDatabase.of("fraud", "classpath:db/lib/access", "classpath:db/lib/idempotency");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String LOOKED_UP = "sk_test_looked_up";
  private static final int LIMIT_BYTES = 64 * 1024;

  private static HttpServer merchantService;
  private static ConfigurableApplicationContext context;

  record Thing(String name) {}

  @RestController
  static class ThingsApi {
    private final Idempotency idempotency;

    ThingsApi(Idempotency idempotency) {
      this.idempotency = idempotency;
    }

    @PostMapping("/v1/things")
    ResponseEntity<String> make(
        @RequestBody Thing thing, Caller.Merchant caller, HttpServletRequest request) {
      return idempotency.once(
          IdempotencyKey.optional(request, caller),
          thing,
          201,
          () -> Map.of("letters", thing.name().length()));
    }

    @GetMapping("/v1/things")
    Listing<Integer> list(Caller.Merchant caller, ListQuery query) {
      return Listing.of(query, List.of(query.limit()));
    }

    @GetMapping("/v1/everything")
    Map<String, String> everything(Caller.Operator operator) {
      return Map.of("for", operator.toString());
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(ThingsApi.class)
  static class App {}

  @BeforeAll
  static void start() throws Exception {
    try (var owner = DATABASE.connectAs(DATABASE.serviceUser());
        var statement = owner.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "insert into idempotency_keys (merchant_id, livemode, key, fingerprint, status,"
                      + " created_at) values ('mer_1', false, 'old', '', 200, now() - interval '3"
                      + " days')"))
          .isOne();
    }
    merchantService =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    merchantService.createContext("/internal/v1/api_keys/lookup", DoorsTest::lookUp);
    merchantService.start();
    context =
        ServiceApplication.of("starter-test", App.class)
            .run(
                Stream.concat(
                        DATABASE.springProperties().entrySet().stream(),
                        Map.of(
                            "aegispay.access.operator-key", "operator-key",
                            "aegispay.access.internal-key", "internal-key",
                            "aegispay.access.merchant-service-url",
                                "http://127.0.0.1:" + merchantService.getAddress().getPort())
                            .entrySet()
                            .stream())
                    .map(option -> "--" + option.getKey() + "=" + option.getValue())
                    .toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    context.close();
    merchantService.stop(0);
  }

  @Test
  void old_answers_are_forgotten_from_the_start_on() {
    JdbcClient jdbc = context.getBean(JdbcClient.class);
    await()
        .until(
            () ->
                jdbc.sql("select count(*) from idempotency_keys where key = 'old'")
                        .query(Integer.class)
                        .single()
                    == 0);
  }

  @Test
  void a_second_document_of_the_services_file_wins_over_the_defaults() {
    assertThat(context.getEnvironment().getProperty("spring.lifecycle.timeout-per-shutdown-phase"))
        .isEqualTo("7s");
  }

  @Test
  void a_body_up_to_the_limit_is_taken_announced_or_chunked() throws Exception {
    String body = body(LIMIT_BYTES);
    for (BodyPublisher publisher : List.of(BodyPublishers.ofString(body), chunked(body))) {
      HttpResponse<String> answer = post(publisher);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
  }

  @Test
  void a_body_beyond_the_limit_is_refused_announced_or_chunked() throws Exception {
    String body = body(LIMIT_BYTES + 1);
    for (BodyPublisher publisher : List.of(BodyPublishers.ofString(body), chunked(body))) {
      HttpResponse<String> answer = post(publisher);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
      assertThat(answer.body()).contains("\"code\":\"body_too_large\"").doesNotContain("xxx");
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
  }

  @Test
  void an_unreadable_body_is_a_problem_that_names_the_parameter() throws Exception {
    HttpResponse<String> answer = post(BodyPublishers.ofString("{\"name\": 4242}"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"param\":\"name\"").doesNotContain("4242");
  }

  @Test
  void lists_take_their_own_parameters_and_no_others() throws Exception {
    assertThat(get("/v1/things?limit=100", LOOKED_UP).body()).contains("\"data\":[100]");
    for (String wrong :
        List.of(
            "limit=0", "limit=101", "limit=x", "limits=1", "starting_after=a&ending_before=b")) {
      assertThat(get("/v1/things?" + wrong, LOOKED_UP).statusCode()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void a_door_serves_those_whom_its_parameter_names() throws Exception {
    assertThat(get("/v1/everything", "operator-key").statusCode()).isEqualTo(200);
    assertThat(get("/v1/everything", LOOKED_UP).statusCode()).isEqualTo(403);
    assertThat(get("/v1/things", "operator-key").statusCode()).isEqualTo(403);
    assertThat(get("/v1/things", "internal-key").statusCode()).isEqualTo(403);
    assertThat(get("/v1/things", "sk_test_nobody").statusCode()).isEqualTo(401);
  }

  @Test
  void the_feed_brings_a_key_and_its_revocation() throws Exception {
    String key = TestServers.uniqueName("sk_test_fed");
    publish(key, "api_key.created", 1, "null");
    await().until(() -> get("/v1/things", key).statusCode() == 200);
    publish(key, "api_key.revoked", 2, "\"2026-01-01T00:00:00.000Z\"");
    await().atMost(Duration.ofSeconds(9)).until(() -> get("/v1/things", key).statusCode() == 401);
  }

  private static void publish(String key, String type, int sequence, String revokedAt)
      throws Exception {
    String hash = Credentials.hash(key);
    var event =
        new ProducerRecord<>(
            "merchants",
            "mer_" + hash,
            """
            {"data": {"key_hash": "%s", "key_id": "key_1", "merchant_id": "mer_1", "livemode": false,
              "scopes": ["*"], "expires_at": null, "revoked_at": %s, "news": 1}}
            """
                .formatted(hash, revokedAt));
    Map.of(
            "id",
            "evt_" + sequence,
            "type",
            type,
            "version",
            "1",
            "sequence",
            Integer.toString(sequence),
            "merchant_id",
            "mer_1")
        .forEach((name, value) -> event.headers().add(name, value.getBytes(UTF_8)));
    @SuppressWarnings("unchecked")
    KafkaTemplate<String, String> kafka = context.getBean(KafkaTemplate.class);
    assertThat(kafka.send(event).get().getRecordMetadata().hasOffset()).isTrue();
  }

  /** merchant-service's door: it knows one key and asks for the internal key. */
  private static void lookUp(HttpExchange exchange) throws IOException {
    String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String hash = Credentials.hash(LOOKED_UP);
    try (exchange) {
      if (!"Bearer internal-key".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.sendResponseHeaders(401, -1);
      } else if (!asked.equals("{\"key_hash\":\"" + hash + "\"}")) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        byte[] body =
            """
            {"key_hash": "%s", "key_id": "key_1", "merchant_id": "mer_1", "livemode": false,
             "scopes": ["things:write"], "expires_at": null, "revoked_at": null, "news": 1}
            """
                .formatted(hash)
                .getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static String body(int bytes) {
    String empty = "{\"name\":\"\"}";
    return "{\"name\":\"" + "x".repeat(bytes - empty.length()) + "\"}";
  }

  private static BodyPublisher chunked(String body) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8)));
  }

  private static HttpResponse<String> post(BodyPublisher body) throws Exception {
    return CLIENT.send(
        request("/v1/things", LOOKED_UP)
            .header("Content-Type", "application/json")
            .POST(body)
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path, String key) throws Exception {
    return CLIENT.send(request(path, key).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path, String key) {
    String port = context.getEnvironment().getProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .version(HttpClient.Version.HTTP_1_1)
        .header("Authorization", "Bearer " + key);
  }
}
