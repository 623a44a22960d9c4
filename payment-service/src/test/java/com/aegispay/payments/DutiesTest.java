package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.payments.Served.Merchant;
import com.aegispay.payments.flow.AttemptRun;
import com.aegispay.payments.flow.DoDuties;
import com.aegispay.payments.flow.GatewayCalls;
import com.aegispay.payments.flow.Surroundings;
import com.aegispay.payments.store.DuePayments;
import com.aegispay.payments.store.IdempotencyRecords;
import com.aegispay.payments.store.Payments;
import com.aegispay.testkit.Door.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DutiesTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String GOOD = "4242424242424242";
  private final Merchant merchant = Served.newMerchant();

  @Test
  void whatIsAuthorisedNowIsCapturedWhenTheMerchantSaid() {
    Instant at = Instant.now().plusSeconds(2);
    Answer held = merchant.pay(order(GOOD, "\"capture_at\": \"" + at + "\""));
    assertThat(held.status()).as(held.http().body()).isEqualTo(201);
    assertThat(held.text("/status")).isEqualTo("authorized");
    await().atMost(SOON).untilAsserted(() -> assertThat(status(held)).isEqualTo("captured"));
    Answer captured = merchant.get("/v1/payments/" + held.text("/id"));
    assertThat(captured.body().at("/amount_captured").asLong()).isEqualTo(1000);
    assertThat(Instant.parse(captured.text("/attempts/1/started_at"))).isAfterOrEqualTo(at);
  }

  @Test
  void aCaptureTimeThatHasPassedOrOutlastsEveryHoldIsRefused() {
    Answer past = merchant.pay(order(GOOD, "\"capture_at\": \"2020-01-01T00:00:00Z\""));
    assertThat(past.status()).isEqualTo(400);
    assertThat(past.text("/param")).isEqualTo("capture_at");
    Instant late = Instant.now().plus(Duration.ofDays(30));
    Answer tooLate = merchant.pay(order(GOOD, "\"capture_at\": \"" + late + "\""));
    assertThat(tooLate.text("/code")).isEqualTo("no_eligible_gateway");
    assertThat(tooLate.text("/detail")).contains("HOLD_TOO_SHORT");
  }

  @Test
  void aHoldThatNobodyCapturedIsReleasedWhenItsTimeIsOver() {
    Answer held = merchant.pay(Served.order(GOOD, "manual"));
    Answer partly = merchant.pay(Served.order(GOOD, "manual"));
    String path = "/v1/payments/" + partly.text("/id");
    assertThat(merchant.change(path + "/capture", "{\"amount\": 400}").status()).isEqualTo(200);
    sweepAfter(Duration.ofDays(8));
    assertThat(status(held)).isEqualTo("expired");
    assertThat(Sandbox.moneyOf(held.text("/attempts/0/id"))).isZero();
    assertThat(status(partly)).isEqualTo("captured");
    assertThat(merchant.get(path).body().at("/amount_capturable").asLong()).isZero();
    assertThat(Sandbox.moneyOf(partly.text("/attempts/0/id"))).isEqualTo(400);
  }

  @Test
  void aChallengeExpiresUnlessTheCustomerHasCome() {
    Answer asked = merchant.pay(Served.order("4000002760003184"));
    sweepAfter(Duration.ofHours(1));
    assertThat(status(asked)).isEqualTo("expired");
    String path = "/v1/payments/" + asked.text("/id");
    sweepAfter(Duration.ofHours(2));
    assertThat(merchant.get(path).text("/attempts/1/kind")).isEqualTo("withdraw");
    assertThat(merchant.get(path).text("/attempts/1/status")).isEqualTo("approved");
    assertThat(merchant.get(path).text("/attempts/0/status")).isEqualTo("failed");
  }

  @Test
  void aCancellationInDoubtIsCarriedOutWhenTheOutcomeIsKnown() {
    Answer doubted = merchant.pay(Served.order("4000000000110009"));
    assertThat(doubted.status()).isEqualTo(202);
    Answer wished = merchant.change("/v1/payments/" + doubted.text("/id") + "/cancel", "{}");
    assertThat(wished.status()).as(wished.http().body()).isIn(202, 409);
    if (wished.status() == 202) {
      await().atMost(SOON).untilAsserted(() -> assertThat(status(doubted)).isEqualTo("refunded"));
      assertThat(Sandbox.moneyOf(doubted.text("/attempts/0/id"))).isZero();
    }
  }

  private String status(Answer payment) {
    return merchant.get("/v1/payments/" + payment.text("/id")).text("/status");
  }

  /** As if that much time had passed: of the same beans, with another clock. */
  private static void sweepAfter(Duration time) {
    Surroundings now = Served.bean(Surroundings.class);
    Surroundings then =
        new Surroundings(now.ladder(), now.ids(), Clock.offset(now.clock(), time), now.steps());
    Payments payments = Served.bean(Payments.class);
    GatewayCalls gateways = Served.bean(GatewayCalls.class);
    AttemptRun run =
        new AttemptRun(Served.bean(IdempotencyRecords.class), payments, gateways, then);
    DoDuties duties = new DoDuties(Served.bean(DuePayments.class), payments, gateways, run, then);
    assertThat(duties.sweep()).isPositive();
  }

  private static String order(String card, String more) {
    return Served.order(card).replaceFirst("\\{", "{" + more + ", ");
  }
}
