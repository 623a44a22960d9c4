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
import org.springframework.web.client.RestClient;

class RelayApplicationTest {
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
