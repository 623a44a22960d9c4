package com.aegispay.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.local.demo.Demo;
import com.aegispay.servers.Leftovers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The seven services behind the front door, on PostgreSQL, Redis and Kafka of their own: payments
 * travel to webhook, ledger and read model, and go on when a part is away.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path directory;

  private static Platform platform;
  private static Settings settings;
  private static URI frontDoor;

  @BeforeAll
  static void start() throws Exception {
    settings = TestPlatform.settings(directory);
    platform = TestPlatform.of(settings, LocalApp.ALL, Routes.packaged());
    platform.start();
    Health.await(platform.serviceUris());
    frontDoor = URI.create("http://127.0.0.1:" + settings.ports().frontDoor());
  }

  @AfterAll
  static void stop() throws IOException {
    CLIENT.close();
    platform.close();
    assertThat(Leftovers.end(directory)).isEmpty();
  }

  @Test
  @Order(1)
  void aMerchantsDayAddsUpFromTheFirstPaymentToThePayout() throws IOException {
    var told = new ByteArrayOutputStream();
    boolean addsUp =
        Demo.play(frontDoor, settings.secrets().operatorKey(), new PrintStream(told, true, UTF_8));
    assertThat(addsUp).as(told.toString(UTF_8)).isTrue();
  }

  @Test
  @Order(2)
  void withoutRedisPaymentsGoOnAndHealthSaysWhatIsDegraded() throws Exception {
    String key = newMerchantsKey();
    assertThat(pay(key).statusCode()).isEqualTo(201);
    killRedis();
    HttpResponse<String> paid = pay(key);
    assertThat(paid.statusCode()).as(paid.body()).isEqualTo(201);
    URI paymentService = URI.create("http://127.0.0.1:" + (settings.ports().frontDoor() + 2));
    HttpResponse<String> health =
        send(HttpRequest.newBuilder(paymentService.resolve("/actuator/health")));
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(health.body()).at("/components/redis/status").asString())
        .as(health.body())
        .isEqualTo("DEGRADED");
  }

  private static String newMerchantsKey() throws Exception {
    HttpResponse<String> made =
        send(
            post("/v1/merchants", settings.secrets().operatorKey())
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        """
                        {"name": "Ada", "email": "ada@example.com", "country": "DE",
                         "default_currency": "EUR"}
                        """)));
    JsonNode merchant = JSON.readTree(made.body());
    return merchant.at("/api_key/secret").asString();
  }

  private static HttpResponse<String> pay(String key) throws Exception {
    return send(
        post("/v1/payments", key)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"amount": 1200, "currency": "EUR", "payment_method": {"type": "card", "card":
                      {"number": "4242424242424242", "exp_month": 12, "exp_year": 2040, "cvc": "123"}}}
                    """)));
  }

  private static HttpRequest.Builder post(String path, String key) {
    return HttpRequest.newBuilder(frontDoor.resolve(path))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void killRedis() throws Exception {
    String pid = Files.readString(directory.resolve("redis").resolve("redis.pid")).strip();
    ProcessHandle redis = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    assertThat(redis.destroyForcibly()).isTrue();
    assertThat(redis.onExit().get().isAlive()).isFalse();
  }
}
