package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.payments.Served.Merchant;
import com.aegispay.testkit.Door.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RetryTest {

  private final Merchant merchant = Served.newMerchant();

  @Test
  void aFailedPaymentIsTriedAnewUnderItsOwnKeyOnce() {
    Answer declined = merchant.pay(Served.order("4000000000009995"));
    String path = "/v1/payments/" + declined.text("/payment/id");
    Answer first = merchant.post(path + "/retry", "{}", "Idempotency-Key", "again");
    Answer second = merchant.post(path + "/retry", "{}", "Idempotency-Key", "again");
    assertThat(first.status()).as(first.http().body()).isEqualTo(402);
    assertThat(second.http().body()).isEqualTo(first.http().body());
    assertThat(merchant.get(path).body().at("/attempts").size()).isEqualTo(2);
    assertThat(merchant.get(path).text("/status")).isEqualTo("failed");
  }

  @Test
  void theExplanationTellsWhyTheGatewayOfARetryWasChosen() {
    Served.forgiveGateways();
    Answer declined = merchant.pay(Served.order("4000000000009995"));
    String path = "/v1/payments/" + declined.text("/payment/id");
    assertThat(merchant.change(path + "/retry", "{}").status()).isEqualTo(402);
    List<JsonNode> routes =
        merchant
            .get(path + "/explain")
            .body()
            .at("/decisions")
            .valueStream()
            .filter(
                decision ->
                    List.of("route", "fallback").contains(decision.at("/decision").asString()))
            .toList();
    assertThat(routes)
        .extracting(route -> route.at("/decision").asString())
        .containsExactly("route", "route");
    JsonNode again = routes.getLast().at("/because");
    assertThat(again.at("/policy").asString()).isEqualTo("health_then_cost.1");
    assertThat(again.at("/gateways").size()).isEqualTo(3);
    assertThat(again.at("/gateways/0/gateway").asString())
        .isEqualTo(routes.getLast().at("/result").asString());
  }

  @Test
  void whatDidNotFailIsNotTriedAnew() {
    Answer captured = merchant.pay(Served.order("4242424242424242"));
    Answer refused = merchant.change("/v1/payments/" + captured.text("/id") + "/retry", "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/code")).isEqualTo("state_conflict");
    Answer doubted = merchant.pay(Served.order("4000000000110041"));
    Answer unknown = merchant.change("/v1/payments/" + doubted.text("/id") + "/retry", "{}");
    assertThat(unknown.text("/code")).isEqualTo("outcome_unknown");
  }
}
