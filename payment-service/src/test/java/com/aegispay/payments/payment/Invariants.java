package com.aegispay.payments.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.payments.payment.Attempt.Kind;
import com.aegispay.payments.payment.Attempt.Progress;
import com.aegispay.payments.payment.Payment.State;
import java.util.List;
import java.util.Set;

/**
 * What holds of every payment, whatever happened to it. That captured + released <= authorised and
 * refunded + pending <= captured is in the constructor of {@link Funds}.
 */
final class Invariants {

  /** What may still happen to a payment in a final state: all of it clears up at gateways. */
  private static final Set<Class<?>> AFTER_THE_END =
      Set.of(
          PaymentEvent.LateApproval.class,
          PaymentEvent.ReversalStarted.class,
          PaymentEvent.ReversalInDoubt.class,
          PaymentEvent.ReversalFailed.class,
          PaymentEvent.AttemptResolved.class,
          PaymentEvent.LateApprovalReversed.class,
          PaymentEvent.ReversalReturned.class,
          PaymentEvent.ReturnReversed.class,
          PaymentEvent.ChallengeWithdrawn.class);

  private Invariants() {}

  static void check(Payment payment) {
    assertThat(payment.funds().authorized().exceeds(payment.details().amount()))
        .as("authorised more than wanted")
        .isFalse();
    List<Attempt> open =
        payment.attempts().stream()
            .filter(Attempt::isOpen)
            .filter(attempt -> !attempt.kind().clearsUp())
            .toList();
    assertThat(open).as("open attempts").hasSizeLessThanOrEqualTo(1);
    assertThat(
            payment.attempts().stream()
                .filter(attempt -> attempt.kind() == Kind.AUTHORIZE)
                .filter(attempt -> attempt.progress() == Progress.APPROVED))
        .as("live successful authorisations")
        .hasSize(payment.funds().authorized().isPositive() ? 1 : 0);
    assertThat(payment.state() instanceof State.Processing)
        .as("processing is an authorisation under way")
        .isEqualTo(
            open.stream()
                .anyMatch(attempt -> attempt.kind() == Kind.AUTHORIZE && attempt.awaitsGateway()));
    assertThat(payment.state() instanceof State.RequiresAction)
        .as("requires_action is a gateway that waits for the customer")
        .isEqualTo(open.stream().anyMatch(a -> a.progress() == Progress.REQUIRES_ACTION));
    assertThat(payment.state() instanceof State.RefundInitiated)
        .as("refund_initiated is a refund under way")
        .isEqualTo(open.stream().anyMatch(attempt -> attempt.kind() == Kind.REFUND));
    Duty.next(payment).ifPresent(duty -> checkDuty(payment, duty));
  }

  /** A duty that is refused when it is due would be tried for ever. */
  private static void checkDuty(Payment payment, Duty duty) {
    PaymentCommand command =
        duty.command(new AttemptId("att_duty"), new RefundId("re_duty"), duty.at());
    assertThat(PaymentRules.decide(payment, command))
        .as("the duty %s of %s", duty, payment.status())
        .isInstanceOfSatisfying(
            Decision.Accepted.class, accepted -> assertThat(accepted.events()).isNotEmpty());
  }

  static void checkStep(Payment before, PaymentCommand command, List<PaymentEvent> events) {
    Payment after = PaymentHistory.after(before, events);
    check(after);
    switch (before.state()) {
      case State.Cancelled(), State.Expired() ->
          assertThat(events).allMatch(event -> AFTER_THE_END.contains(event.getClass()));
      case State.Initiated _,
          State.Processing _,
          State.RequiresAction _,
          State.Authorized _,
          State.Captured _,
          State.Completed _,
          State.RefundInitiated _,
          State.PartiallyRefunded _,
          State.Refunded _,
          State.Failed _ -> {}
    }
    for (Attempt attempt : before.attempts()) {
      if (attempt.progress() == Progress.UNKNOWN) {
        Progress now = after.attempt(attempt.id()).orElseThrow().progress();
        assertThat(now == Progress.UNKNOWN || concerns(command, attempt.id()))
            .as("unknown ends by an answer about itself only, not by %s", command)
            .isTrue();
        assertThat(attempt.kind() == Kind.AUTHORIZE && startsAnother(events))
            .as("unknown has no way to another gateway")
            .isFalse();
      }
    }
  }

  private static boolean concerns(PaymentCommand command, AttemptId attempt) {
    return (command instanceof PaymentCommand.Answer answer && answer.attempt().equals(attempt))
        || (command instanceof PaymentCommand.Resolve resolve && resolve.attempt().equals(attempt));
  }

  private static boolean startsAnother(List<PaymentEvent> events) {
    return events.stream().anyMatch(PaymentEvent.AuthorizationStarted.class::isInstance);
  }
}
