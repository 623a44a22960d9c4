package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.payments.Served.Merchant;
import com.aegispay.testkit.Door.Answer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MoneyPathTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private final Merchant merchant = Served.newMerchant();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4242424242424242",
        "5555555555554444",
        "378282246310005",
        "6011111111111117",
        "3566002020360505"
      })
  void anApprovedCardIsCapturedAtOnce(String number) {
    Answer paid = merchant.pay(Served.order(number));
    assertThat(paid.status()).as(paid.http().body()).isEqualTo(201);
    assertThat(paid.text("/status")).isEqualTo("captured");
    assertThat(paid.body().at("/amount_captured").asLong()).isEqualTo(1000);
    assertThat(paid.text("/currency")).isEqualTo("EUR");
    assertThat(paid.header("ETag")).isEqualTo("\"3\"");
    assertThat(paid.header("Server-Timing")).contains("platform;dur=").contains("gateway;dur=");
    assertThat(paid.http().body()).doesNotContain(number);
    assertThat(merchant.get("/v1/payments/" + paid.text("/id")).body()).isEqualTo(paid.body());
  }

  @ParameterizedTest
  @CsvSource({
    "4000000000000002, generic_decline",
    "4000000000009995, insufficient_funds",
    "4000000000009987, lost_card",
    "4000000000009979, stolen_card",
    "4000000000000069, expired_card",
    "4000000000000127, incorrect_cvc",
    "4000000000000119, processing_error"
  })
  void aDeclineIsA402WithTheReasonAndThePayment(String number, String reason) {
    Answer declined = merchant.pay(Served.order(number));
    assertThat(declined.status()).as(declined.http().body()).isEqualTo(402);
    assertThat(declined.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(declined.text("/code")).isEqualTo("payment_declined");
    assertThat(declined.text("/decline_code")).isEqualTo(reason);
    assertThat(declined.text("/payment/status")).isEqualTo("failed");
    assertThat(merchant.get("/v1/payments/" + declined.text("/payment/id")).text("/status"))
        .isEqualTo("failed");
  }

  @Test
  void aSilentGatewayIsDoubtUntilItIsAskedAndHadApproved() {
    Answer doubted = merchant.pay(Served.order("4000000000110009"));
    assertThat(doubted.status()).isEqualTo(202);
    assertThat(doubted.text("/status")).isEqualTo("processing");
    assertThat(doubted.text("/attempts/0/status")).isEqualTo("unknown");
    JsonNode settled = settled(doubted);
    assertThat(settled.at("/status").asString()).isEqualTo("captured");
    assertThat(settled.at("/attempts").size()).as("no second gateway").isEqualTo(1);
  }

  @Test
  void aSilentGatewayThatNeverSawThePaymentEndsItWithoutACharge() {
    Answer doubted = merchant.pay(Served.order("4000000000110017"));
    assertThat(doubted.status()).isEqualTo(202);
    JsonNode settled = settled(doubted);
    assertThat(settled.at("/status").asString()).isEqualTo("failed");
    assertThat(settled.at("/attempts").size()).as("no second gateway").isEqualTo(1);
  }

  @Test
  void aSoftFailureGoesToTheNextGatewayWithinTheRequest() {
    Served.forgiveGateways();
    Answer paid = merchant.pay(Served.order("4000000000110025"));
    assertThat(paid.status()).isEqualTo(201);
    assertThat(paid.text("/gateway")).isNotEqualTo("sandbox_alpha");
    assertThat(paid.text("/attempts/0/gateway")).isEqualTo("sandbox_alpha");
    assertThat(paid.text("/attempts/0/status")).isEqualTo("failed");
    assertThat(paid.text("/attempts/1/status")).isEqualTo("approved");
  }

  @Test
  void aGatewayThatSpeaksBeforeItAnswersIsHeardOnce() {
    Answer paid = merchant.pay(Served.order("4000000000110033"));
    assertThat(paid.status()).as(paid.http().body()).isEqualTo(201);
    assertThat(paid.text("/status")).isEqualTo("captured");
    assertThat(paid.body().at("/version").asLong()).as("events").isEqualTo(3);
  }

  @Test
  void withoutFraudServiceTheFallbackHoldsAndHealthSaysSo() {
    Answer paid = merchant.pay(Served.order("4242424242424242"));
    assertThat(paid.text("/risk/reasons/0")).isEqualTo("risk_check_unavailable");
    assertThat(paid.body().at("/risk/score").isNull()).isTrue();
    Answer health = Served.call("GET", "/actuator/health", null, null);
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.text("/components/fraud/status")).isEqualTo("DEGRADED");
    assertThat(health.text("/components/kafka/status")).isEqualTo("UP");
    assertThat(Served.call("GET", "/actuator/health/readiness", null, null).text("/status"))
        .isEqualTo("UP");
  }

  @Test
  void anUnsignedNoticeIsNotBelieved() {
    Answer refused =
        Served.call(
            "POST", "/gateway_webhooks/sandbox_alpha", null, "{}", "Sandbox-Signature", "00");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(merchant.get("/v1/gateways").body().at("/data").size()).isEqualTo(3);
  }

  @Test
  void aHoldIsCapturedInPartsReleasedAndRefunded() {
    String id = merchant.pay(Served.order("4242424242424242", "manual")).text("/id");
    String path = "/v1/payments/" + id;
    Answer part = merchant.change(path + "/capture", "{\"amount\": 400}");
    assertThat(part.status()).as(part.http().body()).isEqualTo(200);
    assertThat(part.body().at("/amount_capturable").asLong()).isEqualTo(600);
    Answer tooMuch = merchant.change(path + "/capture", "{\"amount\": 601}");
    assertThat(tooMuch.status()).isEqualTo(409);
    assertThat(tooMuch.text("/code")).isEqualTo("amount_exceeds_available");
    assertThat(merchant.change(path + "/cancel", "{}").body().at("/amount_capturable").asLong())
        .isZero();
    Answer refund = merchant.change(path + "/refunds", "{\"amount\": 150}");
    assertThat(refund.status()).isEqualTo(201);
    assertThat(refund.text("/status")).isEqualTo("succeeded");
    assertThat(merchant.get("/v1/refunds/" + refund.text("/id")).body()).isEqualTo(refund.body());
    assertThat(merchant.get(path).text("/status")).isEqualTo("partially_refunded");
    List<Long> sequences =
        merchant
            .get(path + "/events?limit=100")
            .body()
            .at("/data")
            .valueStream()
            .map(event -> event.at("/sequence").asLong())
            .toList();
    assertThat(sequences)
        .isEqualTo(IntStream.rangeClosed(1, sequences.size()).mapToObj(Long::valueOf).toList())
        .hasSizeGreaterThan(8);
  }

  @Test
  void aCancelledHoldIsFinal() {
    String id = merchant.pay(Served.order("4242424242424242", "manual")).text("/id");
    assertThat(merchant.change("/v1/payments/" + id + "/cancel", "{}").text("/status"))
        .isEqualTo("cancelled");
    Answer late = merchant.change("/v1/payments/" + id + "/capture", "{}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text("/code")).isEqualTo("state_conflict");
  }

  @ParameterizedTest
  @CsvSource("4000000000007726, succeeded")
  void aPendingRefundIsSettledByAsking(String number, String outcome) {
    String id = merchant.pay(Served.order(number)).text("/id");
    Answer refund = merchant.change("/v1/payments/" + id + "/refunds", "{}");
    assertThat(refund.status()).as(refund.http().body()).isIn(201, 202);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(merchant.get("/v1/refunds/" + refund.text("/id")).text("/status"))
                    .isEqualTo(outcome));
    assertThat(merchant.get("/v1/payments/" + id).text("/status"))
        .isEqualTo(outcome.equals("succeeded") ? "refunded" : "captured");
  }

  @Test
  void aRefundThatTheBankReturnsFailsAfterItSucceeded() {
    String id = merchant.pay(Served.order("4000000000005126")).text("/id");
    Answer refund = merchant.change("/v1/payments/" + id + "/refunds", "{}");
    assertThat(refund.text("/status")).as(refund.http().body()).isEqualTo("succeeded");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(merchant.get("/v1/refunds/" + refund.text("/id")).text("/status"))
                    .isEqualTo("failed"));
    assertThat(merchant.get("/v1/payments/" + id).text("/status")).isEqualTo("captured");
  }

  @Test
  void thePaymentsOfAnotherMerchantDoNotExist() {
    String id = merchant.pay(Served.order("4242424242424242")).text("/id");
    Merchant other = Served.newMerchant();
    assertThat(other.get("/v1/payments/" + id).status()).isEqualTo(404);
    assertThat(other.get("/v1/payments/" + id + "/events").status()).isEqualTo(404);
    assertThat(other.change("/v1/payments/" + id + "/refunds", "{}").status()).isEqualTo(404);
    assertThat(other.get("/v1/payments").body().at("/data").size()).isZero();
  }

  @Test
  void aListIsReadInPagesNewestFirst() {
    List<String> ids =
        IntStream.range(0, 5)
            .mapToObj(i -> merchant.pay(Served.order("4242424242424242")).text("/id"))
            .toList();
    Answer first = merchant.get("/v1/payments?limit=3");
    assertThat(first.body().at("/has_more").asBoolean()).isTrue();
    assertThat(idsOf(first)).isEqualTo(ids.reversed().subList(0, 3));
    Answer rest = merchant.get("/v1/payments?limit=3&starting_after=" + ids.get(2));
    assertThat(idsOf(rest)).isEqualTo(ids.reversed().subList(3, 5));
    assertThat(rest.body().at("/has_more").asBoolean()).isFalse();
    Answer back = merchant.get("/v1/payments?limit=2&ending_before=" + ids.get(1));
    assertThat(idsOf(back)).isEqualTo(List.of(ids.get(3), ids.get(2)));
  }

  private static List<String> idsOf(Answer list) {
    return list.body().at("/data").valueStream().map(row -> row.at("/id").asString()).toList();
  }

  private JsonNode settled(Answer doubted) {
    String path = "/v1/payments/" + doubted.text("/id");
    await().atMost(SOON).until(() -> !merchant.get(path).text("/status").equals("processing"));
    return merchant.get(path).body();
  }
}
