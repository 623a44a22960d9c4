package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aegispay.payments.Served.Merchant;
import com.aegispay.payments.flow.Steps.Step;
import com.aegispay.testkit.Door.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A request dies at each step of the money path, and its caller, who has no answer, asks again with
 * the same key. Whatever the step: one payment, one charge, one answer.
 */
class CrashedRequestTest {

  private static final String GOOD = "4242424242424242";

  private final Merchant merchant = Served.newMerchant();
  private final String key = UUID.randomUUID().toString();

  @ParameterizedTest
  @EnumSource(names = {"DECIDED", "STARTED", "CALLING", "ANSWERED", "RECORDING", "RECORDED"})
  void aPaymentThatDiedIsPaidOnce(Step step) {
    Deaths.at(step);
    assertThat(pay(GOOD, 1000).status()).isEqualTo(500);

    // Another request with the key is told so, unless nothing was durable yet.
    int other = pay(GOOD, 999).status();
    if (step == Step.DECIDED) {
      assertThat(other).as("the key was free").isEqualTo(201);
      assertThat(charged()).containsExactly(999L);
      return;
    }
    assertThat(other).isEqualTo(422);

    Answer answer = finalAnswer();
    assertThat(answer.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(pay(GOOD, 1000).http().body()).isEqualTo(answer.http().body());
    assertThat(merchant.payments()).isEqualTo(1);
    boolean asked = step != Step.STARTED && step != Step.CALLING;
    assertThat(answer.status()).isEqualTo(asked ? 201 : 402);
    assertThat(charged()).as("at the gateways").isEqualTo(asked ? List.of(1000L) : List.of());
  }

  /** Where nothing happened at the gateway the key is free again, and the next asking does it. */
  @ParameterizedTest
  @EnumSource(names = {"DECIDED", "STARTED", "CALLING", "ANSWERED", "RECORDING", "RECORDED"})
  void aRefundThatDiedIsGivenOnce(Step step) {
    String path = "/v1/payments/" + pay(GOOD, 1000).text("/id");
    String refundKey = UUID.randomUUID().toString();
    Deaths.at(step);
    assertThat(merchant.post(path + "/refunds", "{}", "Idempotency-Key", refundKey).status())
        .isEqualTo(500);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                merchant.post(path + "/refunds", "{}", "Idempotency-Key", refundKey).status()
                    != 409);
    Answer again = merchant.post(path + "/refunds", "{}", "Idempotency-Key", refundKey);
    assertThat(again.status()).as(again.http().body()).isEqualTo(201);
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(merchant.get(path).body().at("/amount_refunded").asLong()).isEqualTo(1000);
    assertThat(refundedAtGateways()).isEqualTo(1000);
  }

  /** Until the sweeper has found out what became of the payment. */
  private Answer finalAnswer() {
    await().atMost(Duration.ofSeconds(20)).until(() -> pay(GOOD, 1000).status() != 409);
    return pay(GOOD, 1000);
  }

  private Answer pay(String number, long amount) {
    String order = Served.order(number).replace("1000", Long.toString(amount));
    return merchant.post("/v1/payments", order, "Idempotency-Key", key);
  }

  /** What the gateways' own books say was taken for this merchant's attempts. */
  private List<Long> charged() {
    return Served.database()
        .sql(
            """
            select c.amount_captured from sandbox.charges c
            join payment.attempts a on a.attempt_id = c.attempt where a.merchant_id = ?
            """)
        .param(merchant.id())
        .query(Long.class)
        .list();
  }

  private long refundedAtGateways() {
    return Served.database()
        .sql(
            """
            select coalesce(sum(c.amount_refunded), 0) from sandbox.charges c
            join payment.attempts a on a.attempt_id = c.attempt where a.merchant_id = ?
            """)
        .param(merchant.id())
        .query(Long.class)
        .single();
  }
}
