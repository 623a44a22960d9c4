package com.aegispay.payments.payment;

import static com.aegispay.payments.payment.Given.AT;
import static com.aegispay.payments.payment.Given.FIRST;
import static com.aegispay.payments.payment.Given.SECOND;
import static com.aegispay.payments.payment.Given.THIRD;
import static com.aegispay.payments.payment.Given.after;
import static com.aegispay.payments.payment.Given.answered;
import static com.aegispay.payments.payment.Situations.APPROVED;
import static com.aegispay.payments.payment.Situations.CUSTOMER;
import static com.aegispay.payments.payment.Situations.DOUBT;
import static com.aegispay.payments.payment.Situations.LATE;
import static com.aegispay.payments.payment.Situations.NOT_DONE;
import static com.aegispay.payments.payment.Situations.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.payments.payment.Attempt.Progress;
import com.aegispay.payments.payment.PaymentCommand.Next;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LateAnswerStoriesTest {

  private static final Outcome CAME_BACK =
      new Outcome.Declined("refund_failed", null, "The card's bank returned the refund.");

  static Stream<Arguments> ended() {
    Payment doubted = answered(Given.processing(TEN, CaptureMethod.AUTOMATIC), FIRST, DOUBT);
    Payment challenged = answered(Given.processing(TEN, CaptureMethod.AUTOMATIC), FIRST, CUSTOMER);
    return Stream.of(
        Arguments.of("never received, it was said", answered(doubted, FIRST, NOT_DONE)),
        Arguments.of(
            "an operator said it was declined",
            after(
                doubted,
                new PaymentCommand.Resolve(FIRST, Situations.DECLINED, "ops", "phoned", AT))),
        Arguments.of(
            "cancelled before the customer came",
            after(challenged, new PaymentCommand.Cancel(SECOND, AT))),
        Arguments.of(
            "expired before the customer came",
            after(challenged, new PaymentCommand.Expire(SECOND, LATE))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ended")
  void whatAGatewayApprovesAfterTheEndIsGivenBackAndLeavesThePaymentAsItWas(
      String why, Payment ended) {
    Payment stray = answered(ended, FIRST, APPROVED);
    assertThat(stray.status()).as(why).isEqualTo(ended.status());
    assertThat(stray.funds()).isEqualTo(ended.funds());
    assertThat(stray.strays()).hasSize(1);

    Duty duty = Duty.next(stray).orElseThrow();
    Payment reversing = after(stray, duty.command(THIRD, new RefundId("re_9"), duty.at()));
    assertThat(Duty.next(reversing)).as("nothing more while the gateway is asked").isEmpty();

    Payment again = answered(reversing, THIRD, NOT_DONE);
    assertThat(Duty.next(again).map(Duty::at)).contains(AT.plus(Duty.AGAIN_AFTER.getFirst()));

    Payment reversed = answered(reversing, THIRD, APPROVED);
    assertThat(reversed.status()).isEqualTo(ended.status());
    assertThat(reversed.attempt(FIRST).map(Attempt::progress)).contains(Progress.REVERSED);
    assertThat(Duty.next(reversed)).isEmpty();
    assertThat(answered(reversed, FIRST, APPROVED)).as("told once more").isEqualTo(reversed);
  }

  static Stream<Arguments> givenUp() {
    Payment processing = Given.processing(TEN, CaptureMethod.AUTOMATIC);
    Payment challenged = answered(processing, FIRST, CUSTOMER);
    Payment wished = after(processing, new PaymentCommand.Cancel(SECOND, AT));
    return Stream.of(
        Arguments.of("cancelled", after(challenged, new PaymentCommand.Cancel(SECOND, AT)), AT),
        Arguments.of("cancelled before it was asked", answered(wished, FIRST, CUSTOMER), AT),
        Arguments.of("expired", after(challenged, new PaymentCommand.Expire(SECOND, LATE)), LATE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("givenUp")
  void aChallengeThatWasGivenUpIsWithdrawnAtItsGatewayAtOnceAndUntilItIsDone(
      String why, Payment ended, Instant when) {
    assertThat(ended.abandoned()).as(why).hasSize(1);
    assertThat(Duty.next(ended)).contains(new Duty.Withdraw(FIRST, when));
    Payment withdrawing = after(ended, new PaymentCommand.Reverse(FIRST, THIRD, when));
    assertThat(withdrawing.attempt(THIRD).map(Attempt::kind)).contains(Attempt.Kind.WITHDRAW);
    assertThat(Duty.next(withdrawing)).as("nothing more while the gateway is asked").isEmpty();
    assertThat(Duty.next(answered(withdrawing, THIRD, DOUBT))).isEmpty();

    Payment again = answered(withdrawing, THIRD, NOT_DONE);
    Instant later = AT.plus(Duty.AGAIN_AFTER.getFirst());
    assertThat(Duty.next(again).map(Duty::at)).contains(later.isAfter(when) ? later : when);

    Payment withdrawn = answered(withdrawing, THIRD, APPROVED);
    assertThat(withdrawn.status()).isEqualTo(ended.status());
    assertThat(withdrawn.funds()).isEqualTo(ended.funds());
    assertThat(withdrawn.attempt(FIRST).map(Attempt::progress)).contains(Progress.FAILED);
    assertThat(Duty.next(withdrawn)).isEmpty();
    assertThat(Duty.next(answered(withdrawn, FIRST, APPROVED)))
        .as("a gateway that breaks its word")
        .containsInstanceOf(Duty.Reverse.class);
  }

  @Test
  void aChallengeThatEndedAtItsGatewayByItselfIsNotWithdrawn() {
    Payment ended = Situations.abandoned();
    Payment over = answered(ended, FIRST, Situations.DECLINED);
    assertThat(over.abandoned()).isEmpty();
    assertThat(Duty.next(over)).isEmpty();
    assertThat(answered(over, FIRST, Situations.DECLINED)).as("told once more").isEqualTo(over);
  }

  @Test
  void aCustomerWhoComesDuringTheWithdrawalGetsTheMoneyBackAfterIt() {
    Payment withdrawing =
        after(Situations.abandoned(), new PaymentCommand.Reverse(FIRST, THIRD, LATE));
    Payment stray = answered(withdrawing, FIRST, APPROVED);
    assertThat(Duty.next(stray)).as("one after another").isEmpty();
    Payment refused = answered(stray, THIRD, Situations.DECLINED);
    assertThat(Duty.next(refused)).containsInstanceOf(Duty.Reverse.class);
    Payment done = answered(stray, THIRD, APPROVED);
    assertThat(done.strays()).as("a withdrawal gives nothing back").hasSize(1);
    assertThat(Duty.next(done)).containsInstanceOf(Duty.Reverse.class);
  }

  @Test
  void aPaymentThatWasTriedAnewKeepsOneSuccessAndGivesTheOtherBack() {
    Payment failed =
        answered(
            answered(Given.processing(TEN, CaptureMethod.AUTOMATIC), FIRST, DOUBT),
            FIRST,
            NOT_DONE);
    Payment retried =
        after(failed, new PaymentCommand.Retry(new Next("beta", SECOND, Terms.USUAL), AT));
    Payment captured = answered(answered(retried, FIRST, APPROVED), SECOND, APPROVED);
    assertThat(captured.status()).isEqualTo(Status.CAPTURED);
    assertThat(captured.funds().captured()).isEqualTo(TEN);
    assertThat(captured.authorization().map(Attempt::id)).contains(SECOND);
    assertThat(Duty.next(captured)).containsInstanceOf(Duty.Reverse.class);
  }

  @Test
  void aCaptureThatSucceededAfterAllIsCountedWhileTheHoldIsThere() {
    Payment capturing = after(Given.authorized(TEN), new PaymentCommand.Capture(null, SECOND, AT));
    Payment failed = answered(capturing, SECOND, NOT_DONE);
    assertThat(failed.status()).isEqualTo(Status.AUTHORIZED);
    assertThat(answered(failed, SECOND, APPROVED).status()).isEqualTo(Status.CAPTURED);
  }

  @Test
  void aCaptureThatSucceededAfterTheHoldWasReleasedIsGivenBack() {
    Payment capturing = after(Given.authorized(TEN), new PaymentCommand.Capture(null, SECOND, AT));
    Payment cancelled =
        answered(
            after(answered(capturing, SECOND, NOT_DONE), new PaymentCommand.Cancel(THIRD, AT)),
            THIRD,
            APPROVED);
    Payment stray = answered(cancelled, SECOND, APPROVED);
    assertThat(stray.status()).isEqualTo(Status.CANCELLED);
    assertThat(Duty.next(stray)).containsInstanceOf(Duty.Reverse.class);
  }

  @Test
  void aRefundThatSucceededAfterAllIsCountedOnce() {
    Payment refunding =
        after(Given.captured(TEN), new PaymentCommand.Refund(TEN, null, Given.REFUND, SECOND, AT));
    Payment failed = answered(refunding, SECOND, NOT_DONE);
    Payment refunded = answered(failed, SECOND, APPROVED);
    assertThat(refunded.status()).isEqualTo(Status.REFUNDED);
    assertThat(answered(refunded, SECOND, APPROVED)).isEqualTo(refunded);
  }

  @Test
  void aRefundThatCameBackBeforeAStaleApprovalOfItIsNotCounted() {
    Payment refunding =
        after(Given.captured(TEN), new PaymentCommand.Refund(TEN, null, Given.REFUND, SECOND, AT));
    Payment back = answered(refunding, SECOND, CAME_BACK);
    assertThat(back.status()).isEqualTo(Status.CAPTURED);
    assertThat(answered(back, SECOND, APPROVED)).isEqualTo(back);
  }

  @Test
  void aRefundThatAnOperatorTookForDeclinedIsCountedWhenItsGatewaySaysItSucceeded() {
    Payment doubted =
        answered(
            after(
                Given.captured(TEN),
                new PaymentCommand.Refund(TEN, null, Given.REFUND, SECOND, AT)),
            SECOND,
            DOUBT);
    Payment ended =
        after(doubted, new PaymentCommand.Resolve(SECOND, CAME_BACK, "ops", "phoned", AT));
    assertThat(ended.status()).isEqualTo(Status.CAPTURED);
    assertThat(answered(ended, SECOND, APPROVED).status()).isEqualTo(Status.REFUNDED);
  }

  @Test
  void aReversalThatComesBackIsStrayAgainAndGivenBackAnew() {
    Payment reversed = answered(reversing(), THIRD, APPROVED);
    Payment back = answered(reversed, THIRD, CAME_BACK);
    assertThat(back.attempt(FIRST).map(Attempt::progress)).contains(Progress.STRAY);
    assertThat(back.attempt(THIRD).map(Attempt::progress)).contains(Progress.REVERSED);
    assertThat(back.funds()).isEqualTo(reversed.funds());
    assertThat(back.status()).isEqualTo(reversed.status());
    assertThat(answered(back, THIRD, CAME_BACK)).as("told once more").isEqualTo(back);

    Duty duty = Duty.next(back).orElseThrow();
    assertThat(duty).isInstanceOf(Duty.Reverse.class);
    assertThat(duty.at()).isEqualTo(AT.plus(Duty.AGAIN_AFTER.getFirst()));
    AttemptId again = new AttemptId("att_again");
    Payment anew = after(back, duty.command(again, Given.REFUND, duty.at()));
    assertThat(PaymentRules.decide(anew, new PaymentCommand.Answer(again, APPROVED, null, AT)))
        .as("it is told apart from what never came back, for the ledger")
        .isEqualTo(Decision.accept(new PaymentEvent.ReturnReversed(again, FIRST, "ref_2", AT)));
    Payment done = answered(anew, again, APPROVED);
    assertThat(done.attempt(FIRST).map(Attempt::progress)).contains(Progress.REVERSED);
    assertThat(Duty.next(done)).isEmpty();
    assertThat(answered(done, THIRD, CAME_BACK)).as("of the first, much later").isEqualTo(done);
  }

  @Test
  void aReversalThatCameBackBeforeAStaleApprovalOfItIsStillOwed() {
    Payment back = answered(reversing(), THIRD, CAME_BACK);
    assertThat(back.strays()).hasSize(1);
    assertThat(answered(back, THIRD, APPROVED)).isEqualTo(back);
  }

  @Test
  void aHoldThatWasReleasedDoesNotComeBack() {
    Payment failed =
        answered(
            answered(Given.processing(TEN, CaptureMethod.MANUAL), FIRST, DOUBT), FIRST, NOT_DONE);
    Payment stray = answered(failed, FIRST, APPROVED);
    Payment released =
        answered(after(stray, new PaymentCommand.Reverse(FIRST, THIRD, AT)), THIRD, APPROVED);
    assertThat(answered(released, THIRD, CAME_BACK)).isEqualTo(released);
  }

  /** Approved after it had failed here, and being given back. */
  private static Payment reversing() {
    Payment failed =
        answered(
            answered(Given.processing(TEN, CaptureMethod.AUTOMATIC), FIRST, DOUBT),
            FIRST,
            NOT_DONE);
    return after(answered(failed, FIRST, APPROVED), new PaymentCommand.Reverse(FIRST, THIRD, AT));
  }

  @Test
  void aCancelWishIsCarriedOutWhenTheOutcomeIsKnown() {
    Payment wished =
        after(
            answered(Given.processing(TEN, CaptureMethod.AUTOMATIC), FIRST, DOUBT),
            new PaymentCommand.Cancel(SECOND, AT));
    assertThat(wished.status()).isEqualTo(Status.PROCESSING);
    Payment captured = answered(wished, FIRST, APPROVED);
    Duty duty = Duty.next(captured).orElseThrow();
    assertThat(duty).isInstanceOf(Duty.GiveBack.class);
    Payment back =
        answered(after(captured, duty.command(SECOND, Given.REFUND, AT)), SECOND, APPROVED);
    assertThat(back.status()).isEqualTo(Status.REFUNDED);
    assertThat(Duty.next(back)).isEmpty();
  }

  @Test
  void aHoldThatIsToBeReleasedIsNotCaptured() {
    Payment wished =
        after(Given.processing(TEN, CaptureMethod.MANUAL), new PaymentCommand.Cancel(SECOND, AT));
    Payment held = answered(wished, FIRST, APPROVED);
    assertThat(PaymentRules.decide(held, new PaymentCommand.Capture(null, SECOND, AT)))
        .isEqualTo(new Decision.Refused(new Refusal.CancelUnderWay()));
    assertThat(Duty.next(held)).containsInstanceOf(Duty.Release.class);
  }

  @Test
  void aHoldWhoseTimeIsOverEndsEvenIfItsGatewayHasNothingLeftToRelease() {
    Payment releasing = after(Given.authorized(TEN), new PaymentCommand.Expire(SECOND, LATE));
    assertThat(answered(releasing, SECOND, Situations.DECLINED).status()).isEqualTo(Status.EXPIRED);
    assertThat(answered(releasing, SECOND, DOUBT).status()).isEqualTo(Status.AUTHORIZED);
  }
}
