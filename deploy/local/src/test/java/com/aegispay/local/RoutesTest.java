package com.aegispay.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "/v1/merchants, merchant-service",
    "/v1/merchants/me, merchant-service",
    "/v1/api_keys/key_1/rotate, merchant-service",
    "/v1/webhook_endpoints, merchant-service",
    "/v1/webhook_endpoints/we_1, merchant-service",
    "/v1/webhook_endpoints/we_1/deliveries, notification-service",
    "/v1/webhook_endpoints/we_1/test, notification-service",
    "/v1/deliveries/del_1/redeliver, notification-service",
    "/v1/tokens, payment-service",
    "/v1/payments, payment-service",
    "/v1/payments/pay_1/refunds, payment-service",
    "/v1/refunds/re_1, payment-service",
    "/v1/events, payment-service",
    "/v1/gateways, payment-service",
    "/v1/routing_policy/simulate, payment-service",
    "/v1/fraud/lists, fraud-service",
    "/v1/balance, settlement-service",
    "/v1/balance_transactions, settlement-service",
    "/v1/settlement_runs/run_1, settlement-service",
    "/v1/settlements/set_1, settlement-service",
    "/v1/payouts, settlement-service",
    "/v1/reconciliations, settlement-service",
    "/v1/ledger/trial_balance, settlement-service",
    "/v1/analytics/summary, analytics-service",
    "/v1/operations/settlement-service/dead_letters/replay, settlement-service",
    "/v1/operations/outbox-relay/parked, outbox-relay"
  })
  void each_resource_of_the_contract_goes_to_its_owner(String path, String service)
      throws IOException {
    assertThat(Routes.packaged().find(path)).hasValue(new Routes.Target(service, path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v2/payments",
        "/internal/v1/api_keys/lookup",
        "/actuator/prometheus",
        "/v3/api-docs",
        "/openapi/outbox-relay",
        "/v1/paymentsx",
        "/v1/payments/../../internal/v1/api_keys/lookup",
        "/v1/payments/%2e%2e/%2e%2e/internal",
        "/v1/payments/..%2F..%2Finternal",
        "/v1/payments/%252e%252e/internal",
        "/v1/payments/..;/internal",
        "/v1/payments/..\\internal",
        "//internal/v1",
        "/v1/payments//x"
      })
  void nothing_else_goes_anywhere(String path) throws IOException {
    assertThat(Routes.packaged().find(path)).isEmpty();
  }

  @Test
  void every_service_of_the_table_exists() throws IOException {
    assertThat(LocalApp.ALL.stream().map(LocalApp::name)).containsAll(Routes.packaged().services());
  }

  @Test
  void a_row_with_an_unknown_word_is_refused() {
    var yaml = "routes: [{path: /v1/x, service: x, timeout: 3}]";

    assertThatThrownBy(() -> Routes.read(new ByteArrayInputStream(yaml.getBytes(UTF_8))))
        .hasMessageContaining("timeout");
  }
}
