package com.aegispay.payments.payment;

import static com.aegispay.payments.payment.Given.AT;
import static com.aegispay.payments.payment.Given.SECOND;
import static com.aegispay.payments.payment.Given.THIRD;
import static com.aegispay.payments.payment.Given.after;
import static com.aegispay.payments.payment.Given.answered;
import static com.aegispay.payments.payment.Situations.APPROVED;
import static com.aegispay.payments.payment.Situations.FOUR;
import static com.aegispay.payments.payment.Situations.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.money.Money;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of two guards that do not hold the one that comes first in {@link Guards} is the refusal. */
class GuardsTest {

  private static final Money YEN = Money.of(-5, "JPY");
  private static final Money TOO_MUCH = Money.of(5000, "EUR");
  private static final Terms NOTHING =
      new Terms(Set.of(), Duration.ofDays(7), Duration.ofMinutes(30));

  @Test
  void theStateComesBeforeTheOpenAttempt() {
    Payment captured = Given.captured(TEN);
    Payment refunding = after(captured, refund(TEN));
    assertRefused(refunding, capture(null), Refusal.NotInState.class);
    assertRefused(refunding, refund(null), Refusal.AttemptOpen.class);
  }

  @Test
  void theOpenAttemptComesBeforeTheAmount() {
    Payment capturing = after(Given.authorized(TEN), capture(TEN));
    assertRefused(capturing, capture(YEN), Refusal.AttemptOpen.class);
  }

  @Test
  void currencySignAndLimitComeInThisOrder() {
    Payment held = Given.authorized(TEN);
    assertRefused(held, capture(YEN), Refusal.OtherCurrency.class);
    assertRefused(held, capture(Money.of(-5, "EUR")), Refusal.NotPositive.class);
    assertRefused(held, capture(TOO_MUCH), Refusal.ExceedsHold.class);
  }

  @Test
  void theAmountComesBeforeWhatTheGatewayCanDo() {
    Payment held = held();
    assertRefused(held, capture(TOO_MUCH), Refusal.ExceedsHold.class);
    assertRefused(held, capture(FOUR), Refusal.GatewayCannot.class);
    Payment captured = answered(after(held, capture(TEN)), SECOND, APPROVED);
    assertRefused(captured, refund(TOO_MUCH), Refusal.ExceedsCaptured.class);
    assertRefused(captured, refund(FOUR), Refusal.GatewayCannot.class);
  }

  @Test
  void aGatewayThatCapturesOnceIsNotAskedTwice() {
    Terms once =
        new Terms(
            Set.of(Terms.Ability.PARTIAL_CAPTURE), Duration.ofDays(7), Duration.ofMinutes(30));
    Payment partly = answered(after(held(once), capture(FOUR)), SECOND, APPROVED);
    assertThat(PaymentRules.decide(partly, new PaymentCommand.Capture(null, THIRD, AT)))
        .isEqualTo(
            new Decision.Refused(
                new Refusal.GatewayCannot("sandbox_alpha", Terms.Ability.MULTIPLE_CAPTURES)));
  }

  @Test
  void aPaymentThatTheRiskCheckDeclinedIsNotTriedAnew() {
    var retry = new PaymentCommand.Retry(new PaymentCommand.Next("beta", SECOND, Terms.USUAL), AT);
    assertRefused(Given.blocked(TEN), retry, Refusal.BlockedByRisk.class);
  }

  private static Payment held() {
    return held(NOTHING);
  }

  private static Payment held(Terms terms) {
    return answered(
        PaymentHistory.replay(
            PaymentRules.initiate(
                Given.details(TEN, CaptureMethod.MANUAL),
                new PaymentCommand.Next("sandbox_alpha", Given.FIRST, terms))),
        Given.FIRST,
        APPROVED);
  }

  private static PaymentCommand capture(@Nullable Money amount) {
    return new PaymentCommand.Capture(amount, SECOND, AT);
  }

  private static PaymentCommand refund(@Nullable Money amount) {
    return new PaymentCommand.Refund(amount, null, Given.REFUND, SECOND, AT);
  }

  private static void assertRefused(
      Payment payment, PaymentCommand command, Class<? extends Refusal> why) {
    assertThat(PaymentRules.decide(payment, command))
        .isInstanceOfSatisfying(
            Decision.Refused.class, refused -> assertThat(refused.refusal()).isInstanceOf(why));
  }
}
