package com.aegispay.local;

import static com.aegispay.local.LocalApp.Need.REDIS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aegispay.local.tiny.TinyApplication;
import com.aegispay.servers.FreePorts;
import com.aegispay.servers.Leftovers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole launcher with two tiny services in the place of seven. */
class PlatformTest {
  private static final List<LocalApp> SERVICES =
      List.of(
          new LocalApp(
              "tiny-one", TinyApplication.class, 1, Optional.of("merchant"), Set.of(REDIS)),
          new LocalApp(
              "tiny-two", TinyApplication.class, 2, Optional.of("payment"), Set.of(REDIS)));
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path directory;

  private static Routes routes;
  private static Platform platform;
  private static URI frontDoor;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    routes =
        Routes.read(
            new ByteArrayInputStream(
                """
                routes:
                  - {path: "/v1/payments/**", service: tiny-two}
                  - {path: "/v1/tokens/**", service: tiny-two}
                  - {path: "/v1/fraud/**", service: not-started}
                  - {path: "/openapi/tiny-one", service: tiny-one, as: /v3/api-docs}
                """
                    .getBytes(UTF_8)));
    Settings settings = TestPlatform.settings(directory);
    platform = TestPlatform.of(settings, SERVICES, routes);
    platform.start();
    Health.await(platform.serviceUris());
    frontDoor = URI.create("http://127.0.0.1:" + settings.ports().frontDoor());
  }

  @AfterAll
  static void stop() throws IOException {
    CLIENT.close();
    platform.close();
    assertThat(Leftovers.end(directory)).isEmpty();
    var request = HttpRequest.newBuilder(frontDoor).build();
    try (var client = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.discarding()))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void a_request_reaches_the_service_that_owns_its_path_with_its_method_headers_and_body()
      throws Exception {
    var answer =
        send(
            HttpRequest.newBuilder(frontDoor.resolve("/v1/payments/pay%201/capture?amount=1%2F2"))
                .header("Authorization", "Bearer sk_test_1")
                .header("Idempotency-Key", "key 1")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{}")));

    JsonNode seen = JSON.readTree(answer.body());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Request-Id")).hasValue("req_tiny");
    assertThat(text(seen, "service")).isEqualTo("tiny-two");
    assertThat(text(seen, "method")).isEqualTo("PATCH");
    assertThat(text(seen, "path")).isEqualTo("/v1/payments/pay%201/capture");
    assertThat(text(seen, "query")).isEqualTo("amount=1%2F2");
    JsonNode headers = seen.required("headers");
    assertThat(text(headers, "authorization")).isEqualTo("Bearer sk_test_1");
    assertThat(text(headers, "idempotency-key")).isEqualTo("key 1");
    assertThat(text(headers, "traceparent")).startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(text(headers, "x-forwarded-for")).isEqualTo("127.0.0.1");
    assertThat(text(headers, "x-forwarded-proto")).isEqualTo("http");
    assertThat(seen.required("body_bytes").asInt()).isEqualTo(2);
  }

  @Test
  void a_caller_cannot_say_where_it_comes_from() throws Exception {
    var answer =
        send(
            HttpRequest.newBuilder(frontDoor.resolve("/v1/payments"))
                .header("X-Forwarded-For", "203.0.113.7"));

    assertThat(text(JSON.readTree(answer.body()).required("headers"), "x-forwarded-for"))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void the_openapi_document_of_a_service_has_a_public_address() throws Exception {
    JsonNode document =
        JSON.readTree(send(HttpRequest.newBuilder(frontDoor.resolve("/openapi/tiny-one"))).body());

    assertThat(text(document, "openapi")).startsWith("3.1");
    assertThat(document.required("paths").propertyNames()).contains("/v1/**");
  }

  @Test
  void a_path_that_is_not_in_the_table_is_a_problem_and_reaches_nobody() throws Exception {
    for (String path :
        List.of(
            "/",
            "/internal/v1/api_keys/lookup",
            "/actuator/health",
            "/v1/payments/..%2f..%2finternal/v1/x")) {
      var answer = send(HttpRequest.newBuilder(URI.create(frontDoor + path)));

      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      JsonNode problem = JSON.readTree(answer.body());
      assertThat(text(problem, "code")).isEqualTo("route_unknown");
      assertThat(answer.headers().firstValue("Request-Id")).hasValue(text(problem, "request_id"));
    }
  }

  @Test
  void a_service_that_is_away_is_a_problem_that_says_so() throws Exception {
    var answer = send(HttpRequest.newBuilder(frontDoor.resolve("/v1/fraud/rules")));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(text(problem, "code")).isEqualTo("unavailable");
    assertThat(problem.required("retryable").asBoolean()).isTrue();
  }

  @Test
  void a_service_whose_port_is_closed_is_a_problem_too() throws Exception {
    int port = FreePorts.find(1).getFirst();
    int nobody = FreePorts.find(1).getFirst();
    var away = Map.of("tiny-two", List.of(URI.create("http://127.0.0.1:" + nobody)));
    try (var door = FrontDoor.open(port, routes, away, TestPlatform.ids())) {
      assertThat(door).isNotNull();
      var answer =
          send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/payments")));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(text(JSON.readTree(answer.body()), "code")).isEqualTo("unavailable");
    }
  }

  @Test
  void each_service_logs_json_to_a_file_of_its_own_whatever_thread_it_runs_on() throws Exception {
    var answer = send(HttpRequest.newBuilder(frontDoor.resolve("/v1/tokens/tok_1")));
    assertThat(answer.statusCode()).isEqualTo(202);

    assertThat(logOf("tiny-two"))
        .allSatisfy(line -> assertThat(text(line.required("mdc"), "service")).isEqualTo("tiny-two"))
        .extracting(line -> text(line, "formattedMessage"))
        .contains("made", "asked for /v1/tokens/tok_1");
    assertThat(logOf("tiny-one"))
        .extracting(line -> text(line, "formattedMessage"))
        .contains("made")
        .doesNotContain("asked for /v1/tokens/tok_1");
  }

  private static List<JsonNode> logOf(String service) throws IOException {
    Path log = Path.of("target/logs", service + ".log");
    return Files.readAllLines(log).stream().map(line -> JSON.readTree(line)).toList();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).asString();
  }
}
