package com.aegispay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.aegispay.starter.ServiceApplication;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

class RelayApplicationTest {
  private static final String OPERATOR = "op_test";

  private final PaymentSource payments = new PaymentSource();

  @AfterEach
  void close() {
    payments.close();
  }

  private ConfigurableApplicationContext run(Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(more);
    options.put("server.port", "0");
    options.put(
        "spring.kafka.bootstrap-servers", String.valueOf(payments.kafka.get("bootstrap.servers")));
    options.put("aegispay.access.operator-key", OPERATOR);
    options.put("aegispay.access.internal-key", "internal");
    options.put("aegispay.relay.prefix", payments.prefix);
    options.put("aegispay.relay.sources.payment.url", payments.source.url());
    options.put("aegispay.relay.sources.payment.username", payments.source.username());
    options.put("aegispay.relay.sources.payment.password", payments.source.password());
    return ServiceApplication.of("outbox-relay", RelayApplication.class)
        .registerShutdownHook(false)
        .run(
            options.entrySet().stream()
                .map(option -> "--" + option.getKey() + "=" + option.getValue())
                .toArray(String[]::new));
  }

  @Test
  void theProcessCarriesAndTellsOfIt() {
    try (var context = run(Map.of())) {
      payments.append("pay_1", 1, 5);
      payments.awaitEmpty();
      payments.assertPublishedOnce("pay_1", 1, 5);

      String port = context.getEnvironment().getProperty("local.server.port");
      RestClient client = RestClient.create("http://127.0.0.1:" + port);
      assertThat(read(client, "/actuator/health"))
          .contains("\"status\":\"UP\"", "\"state\":\"leading\"");
      assertThat(read(client, "/actuator/health/liveness")).contains("UP");
      await()
          .atMost(PaymentSource.IN_TIME)
          .until(
              () ->
                  read(client, "/actuator/prometheus")
                      .contains("aegispay_outbox_published_total{source=\"payment\"} 5.0"));
      assertThat(read(client, "/actuator/prometheus"))
          .contains(
              "aegispay_outbox_lag_rows{source=\"payment\"} ",
              "aegispay_outbox_oldest_seconds{source=\"payment\"} ");
    }
  }

  @Test
  void anOperatorSeesAndDiscardsWhatIsParkedAndNobodyElseDoes() {
    try (var context = run(Map.of())) {
      payments.transactions.executeWithoutResult(
          _ -> payments.outbox.append(payments.event("pay_1", 1, "x".repeat(2_000_000))));
      String port = context.getEnvironment().getProperty("local.server.port");
      String url = "http://127.0.0.1:" + port + "/v1/operations/outbox-relay/parked";
      RestClient operator =
          RestClient.builder().defaultHeader("Authorization", "Bearer " + OPERATOR).build();
      await().atMost(PaymentSource.IN_TIME).until(() -> read(operator, url).contains("\"pay_1\""));

      assertThat(read(operator, url))
          .contains("\"object\":\"list\"", "RecordTooLargeException", "\"id\":\"prk_payment-")
          .doesNotContain("xxx");
      String id = read(operator, url).replaceAll("(?s).*\"id\":\"(prk_[^\"]*)\".*", "$1");
      assertThat(status(RestClient.create(), url + "/discard", id)).isEqualTo(401);
      assertThat(status(operator, url + "/discard", "prk_payment-0")).isEqualTo(404);
      assertThat(status(operator, url + "/discard", id)).isEqualTo(200);
      assertThat(read(operator, url)).contains("\"data\":[]");
      assertThat(read(operator, url + "?discarded=true")).contains("it is too large");
      assertThat(status(operator, url + "/replay", id)).isEqualTo(400);
    }
  }

  private static int status(RestClient client, String url, String id) {
    return client
        .post()
        .uri(url)
        .contentType(MediaType.APPLICATION_JSON)
        .body("{\"id\": \"%s\", \"reason\": \"it is too large\"}".formatted(id))
        .exchange((_, response) -> response.getStatusCode().value());
  }

  private static String read(RestClient client, String path) {
    return String.valueOf(client.get().uri(path).retrieve().body(String.class));
  }

  @Test
  void aTypoInTheConfigurationStopsTheStart() {
    assertThatThrownBy(() -> run(Map.of("aegispay.relay.pol", "2s")).close())
        .hasStackTraceContaining("aegispay.relay.pol");
  }

  @Test
  void aPasswordIsNotPrinted() {
    assertThat(payments.properties.toString()).doesNotContain(payments.source.password());
  }
}
