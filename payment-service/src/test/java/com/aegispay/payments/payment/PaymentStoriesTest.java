package com.aegispay.payments.payment;

import static com.aegispay.payments.payment.Given.AT;
import static com.aegispay.payments.payment.Given.FIRST;
import static com.aegispay.payments.payment.Given.REFUND;
import static com.aegispay.payments.payment.Given.SECOND;
import static com.aegispay.payments.payment.Given.THIRD;
import static com.aegispay.payments.payment.Given.after;
import static com.aegispay.payments.payment.Given.answered;
import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.PaymentCommand.Answer;
import com.aegispay.payments.payment.PaymentCommand.Capture;
import com.aegispay.payments.payment.PaymentCommand.Next;
import com.aegispay.payments.payment.PaymentCommand.Settle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaymentStoriesTest {

  private static final Money TEN = Money.of(1000, "EUR");
  private static final Money FOUR = Money.of(400, "EUR");
  private static final Outcome APPROVED = new Outcome.Approved("ref_2");

  @Test
  void anAutomaticPaymentIsCapturedByItsAuthorisation() {
    Payment payment = Given.captured(TEN);
    assertThat(payment.status()).isEqualTo(Status.CAPTURED);
    assertThat(payment.funds().captured()).isEqualTo(TEN);
    assertThat(payment.version()).isEqualTo(3);
  }

  @Test
  void doubtIsNotADeclineAndKeepsEverythingElseOut() {
    Payment doubted =
        answered(
            Given.processing(TEN, CaptureMethod.AUTOMATIC), FIRST, new Outcome.InDoubt("timeout"));
    assertThat(doubted.status()).isEqualTo(Status.PROCESSING);
    assertThat(PaymentRules.decide(doubted, new Capture(null, SECOND, AT)))
        .isEqualTo(new Decision.Refused(new Refusal.AttemptOpen(FIRST, true)));
    assertThat(answered(doubted, FIRST, APPROVED).status()).isEqualTo(Status.CAPTURED);
  }

  @Test
  void doubtNeverGoesToAnotherGatewayEvenWhenOneIsOffered() {
    Payment payment = Given.processing(TEN, CaptureMethod.AUTOMATIC);
    var offered =
        new Answer(
            FIRST, new Outcome.InDoubt("timeout"), new Next("beta", SECOND, Terms.USUAL), AT);
    assertThat(after(payment, offered).attempts()).hasSize(1);
  }

  @Test
  void whatCertainlyDidNotHappenGoesToTheNextGatewayAtOnce() {
    Payment payment = Given.processing(TEN, CaptureMethod.AUTOMATIC);
    var notDone = new Outcome.NotDone("down", "The gateway is down.");
    Payment next =
        after(payment, new Answer(FIRST, notDone, new Next("beta", SECOND, Terms.USUAL), AT));
    assertThat(next.status()).isEqualTo(Status.PROCESSING);
    assertThat(next.openAttempt().map(Attempt::gateway)).contains("beta");
    assertThat(answered(next, SECOND, APPROVED).gateway()).contains("beta");
  }

  @Test
  void aDeclineEndsThePaymentWithoutAnotherGateway() {
    Payment payment = Given.processing(TEN, CaptureMethod.AUTOMATIC);
    var declined = new Outcome.Declined("card_declined", "insufficient_funds", "No.");
    Payment failed =
        after(payment, new Answer(FIRST, declined, new Next("beta", SECOND, Terms.USUAL), AT));
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.attempts()).hasSize(1);
  }

  @Test
  void theSameAnswerTwiceChangesNothing() {
    Payment captured = Given.captured(TEN);
    var again = new Answer(FIRST, new Outcome.Declined("late", null, "late"), null, AT);
    assertThat(PaymentRules.decide(captured, again)).isEqualTo(Decision.accept());
  }

  @Test
  void aHoldIsCapturedInPartsAndTheRestReleased() {
    Payment payment = after(Given.authorized(TEN), new Capture(FOUR, SECOND, AT));
    assertThat(payment.status()).isEqualTo(Status.AUTHORIZED);
    payment = answered(payment, SECOND, APPROVED);
    assertThat(payment.status()).isEqualTo(Status.CAPTURED);
    assertThat(payment.funds().capturable()).isEqualTo(Money.of(600, "EUR"));
    payment = answered(after(payment, new PaymentCommand.Cancel(THIRD, AT)), THIRD, APPROVED);
    assertThat(payment.status()).isEqualTo(Status.CAPTURED);
    assertThat(payment.funds().released()).isEqualTo(Money.of(600, "EUR"));
  }

  @Test
  void twoCapturesAtOnceAreNotBothAtTheGateway() {
    Payment first = after(Given.authorized(TEN), new Capture(TEN, SECOND, AT));
    assertThat(PaymentRules.decide(first, new Capture(TEN, THIRD, AT)))
        .isEqualTo(new Decision.Refused(new Refusal.AttemptOpen(SECOND, false)));
  }

  @Test
  void aFailedRefundFailsTheRefundAndNeverThePayment() {
    Payment refunding = after(Given.captured(TEN), refund(FOUR, SECOND));
    assertThat(refunding.status()).isEqualTo(Status.REFUND_INITIATED);
    Payment back = answered(refunding, SECOND, new Outcome.Declined("refund_failed", null, "No."));
    assertThat(back.status()).isEqualTo(Status.CAPTURED);
    assertThat(back.funds().refundable()).isEqualTo(TEN);
    assertThat(back.refund(REFUND).map(Refund::progress)).contains(Refund.Progress.FAILED);
  }

  @Test
  void refundsAddUpToTheWholeAndNoMore() {
    Payment payment = answered(after(Given.captured(TEN), refund(FOUR, SECOND)), SECOND, APPROVED);
    assertThat(payment.status()).isEqualTo(Status.PARTIALLY_REFUNDED);
    Money seven = Money.of(700, "EUR");
    Money six = Money.of(600, "EUR");
    assertThat(PaymentRules.decide(payment, refund(seven, THIRD)))
        .isEqualTo(new Decision.Refused(new Refusal.ExceedsCaptured(seven, six)));
    payment = answered(after(payment, refund(null, THIRD)), THIRD, APPROVED);
    assertThat(payment.status()).isEqualTo(Status.REFUNDED);
  }

  @Test
  void aRefundThatComesBackLeavesThePaymentWhereItsMoneyIs() {
    Payment refunded = answered(after(Given.captured(TEN), refund(TEN, SECOND)), SECOND, APPROVED);
    assertThat(refunded.status()).isEqualTo(Status.REFUNDED);
    Outcome returned = new Outcome.Declined("refund_failed", null, "Returned.");
    Payment back = answered(refunded, SECOND, returned);
    assertThat(back.status()).isEqualTo(Status.CAPTURED);
    assertThat(back.funds().refundable()).isEqualTo(TEN);
    assertThat(back.refund(REFUND).map(Refund::progress)).contains(Refund.Progress.FAILED);
    assertThat(answered(back, SECOND, returned)).isEqualTo(back);
  }

  @Test
  void aSettlementIsNotedWhileARefundIsUnderWay() {
    Payment refunding = after(Given.captured(TEN), refund(FOUR, SECOND));
    Payment settled = after(refunding, new Settle("set_1", AT));
    assertThat(settled.status()).isEqualTo(Status.REFUND_INITIATED);
    Payment failed = answered(settled, SECOND, new Outcome.Declined("no", null, "No."));
    assertThat(failed.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void anAmountOfAnotherCurrencyIsRefusedBeforeItsSize() {
    Money yen = Money.of(999_999, "JPY");
    assertThat(PaymentRules.decide(Given.authorized(TEN), new Capture(yen, SECOND, AT)))
        .isEqualTo(new Decision.Refused(new Refusal.OtherCurrency(yen, TEN)));
  }

  private static PaymentCommand.Refund refund(@Nullable Money amount, AttemptId attempt) {
    RefundId id = attempt.equals(SECOND) ? REFUND : new RefundId("re_2");
    return new PaymentCommand.Refund(amount, null, id, attempt, AT);
  }
}
