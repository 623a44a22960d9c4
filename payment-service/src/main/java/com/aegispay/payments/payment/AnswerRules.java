package com.aegispay.payments.payment;

import static com.aegispay.payments.payment.Decision.refuse;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.Attempt.Kind;
import com.aegispay.payments.payment.Attempt.Progress;
import com.aegispay.payments.payment.PaymentEvent.ActionRequired;
import com.aegispay.payments.payment.PaymentEvent.AuthorizationInDoubt;
import com.aegispay.payments.payment.PaymentEvent.AuthorizationNotDone;
import com.aegispay.payments.payment.PaymentEvent.CancelFailed;
import com.aegispay.payments.payment.PaymentEvent.CancelInDoubt;
import com.aegispay.payments.payment.PaymentEvent.CaptureFailed;
import com.aegispay.payments.payment.PaymentEvent.CaptureInDoubt;
import com.aegispay.payments.payment.PaymentEvent.ChallengeWithdrawn;
import com.aegispay.payments.payment.PaymentEvent.CustomerAuthenticated;
import com.aegispay.payments.payment.PaymentEvent.LateApproval;
import com.aegispay.payments.payment.PaymentEvent.LateApprovalReversed;
import com.aegispay.payments.payment.PaymentEvent.PaymentAuthorized;
import com.aegispay.payments.payment.PaymentEvent.PaymentCancelled;
import com.aegispay.payments.payment.PaymentEvent.PaymentCaptured;
import com.aegispay.payments.payment.PaymentEvent.PaymentExpired;
import com.aegispay.payments.payment.PaymentEvent.PaymentFailed;
import com.aegispay.payments.payment.PaymentEvent.PaymentPartiallyRefunded;
import com.aegispay.payments.payment.PaymentEvent.PaymentRefunded;
import com.aegispay.payments.payment.PaymentEvent.RefundFailed;
import com.aegispay.payments.payment.PaymentEvent.RefundInDoubt;
import com.aegispay.payments.payment.PaymentEvent.RefundReversed;
import com.aegispay.payments.payment.PaymentEvent.RefundSucceeded;
import com.aegispay.payments.payment.PaymentEvent.RemainderReleased;
import com.aegispay.payments.payment.PaymentEvent.ReturnReversed;
import com.aegispay.payments.payment.PaymentEvent.ReversalFailed;
import com.aegispay.payments.payment.PaymentEvent.ReversalInDoubt;
import com.aegispay.payments.payment.PaymentEvent.ReversalReturned;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway's answer makes of a payment. An answer to an open attempt ends it or leaves it in
 * doubt; one that comes after the end is either known already or says that money moved, and then it
 * is believed: what still fits the payment is counted, what does not is given back.
 */
final class AnswerRules {

  private AnswerRules() {}

  static Decision answer(Payment payment, PaymentCommand.Answer answer) {
    return payment
        .attempt(answer.attempt())
        .<Decision>map(attempt -> new Decision.Accepted(outcome(payment, attempt, answer)))
        .orElseGet(() -> refuse(new Refusal.NoSuchAttempt(answer.attempt())));
  }

  static List<PaymentEvent> outcome(
      Payment payment, Attempt attempt, PaymentCommand.Answer answer) {
    if (!attempt.isOpen()) {
      return late(payment, attempt, answer);
    }
    return switch (answer.outcome()) {
      case Outcome.Approved(var reference) -> approved(payment, attempt, reference, answer.at());
      case Outcome.Declined declined -> declined(payment, attempt, declined, answer.at());
      case Outcome.NotDone notDone -> notDone(payment, attempt, notDone, answer);
      case Outcome.NeedsCustomer customer -> customer(payment, attempt, customer, answer.at());
      case Outcome.Pending(var _) -> pending(attempt, answer.at());
      case Outcome.InDoubt(var reason) ->
          attempt.progress() == Progress.REQUIRES_ACTION
              ? List.of()
              : doubted(attempt, reason, answer.at());
    };
  }

  private static List<PaymentEvent> approved(
      Payment payment, Attempt attempt, String reference, Instant at) {
    AttemptId id = attempt.id();
    Money amount = attempt.amount();
    return switch (attempt.kind()) {
      case AUTHORIZE -> {
        PaymentEvent done =
            payment.details().capturesAtOnce()
                ? new PaymentCaptured(id, amount, reference, at)
                : new PaymentAuthorized(id, reference, at);
        yield attempt.progress() == Progress.REQUIRES_ACTION
            ? List.of(new CustomerAuthenticated(id, at), done)
            : List.of(done);
      }
      case CAPTURE -> List.of(new PaymentCaptured(id, amount, reference, at));
      case CANCEL, EXPIRE -> List.of(released(payment, attempt, id, reference, at));
      case REFUND -> refunded(payment, attempt, reference, at);
      case REVERSE -> List.of(reversed(payment, attempt, reference, at));
      case WITHDRAW -> List.of(new ChallengeWithdrawn(id, reversedBy(attempt), reference, at));
    };
  }

  private static PaymentEvent reversed(
      Payment payment, Attempt attempt, String reference, Instant at) {
    AttemptId stray = reversedBy(attempt);
    boolean cameBack =
        payment.attempts().stream()
            .filter(other -> stray.equals(other.reverses()))
            .anyMatch(other -> other.progress() == Progress.REVERSED);
    return cameBack
        ? new ReturnReversed(attempt.id(), stray, reference, at)
        : new LateApprovalReversed(attempt.id(), stray, reference, at);
  }

  private static PaymentEvent released(
      Payment payment,
      Attempt attempt,
      @Nullable AttemptId by,
      @Nullable String reference,
      Instant at) {
    if (payment.funds().captured().isPositive()) {
      return new RemainderReleased(by, attempt.amount(), reference, at);
    }
    return attempt.kind() == Kind.EXPIRE
        ? new PaymentExpired(by, attempt.amount(), reference, null, at)
        : new PaymentCancelled(by, attempt.amount(), reference, null, at);
  }

  private static List<PaymentEvent> refunded(
      Payment payment, Attempt attempt, String reference, Instant at) {
    Money total = payment.funds().refunded().plus(attempt.amount());
    return List.of(
        new RefundSucceeded(refundOf(attempt), attempt.id(), reference, at),
        total.equals(payment.funds().captured())
            ? new PaymentRefunded(total, at)
            : new PaymentPartiallyRefunded(total, at));
  }

  private static List<PaymentEvent> declined(
      Payment payment, Attempt attempt, Outcome.Declined said, Instant at) {
    AttemptId id = attempt.id();
    return switch (attempt.kind()) {
      case AUTHORIZE ->
          List.of(new PaymentFailed(id, true, said.code(), said.declineCode(), said.message(), at));
      // The hold's time is over: that the gateway has nothing left to release changes nothing.
      case EXPIRE ->
          List.of(
              new CancelFailed(id, said.code(), true, at),
              released(payment, attempt, null, null, at));
      case CAPTURE, CANCEL, REFUND, REVERSE, WITHDRAW ->
          List.of(inVain(attempt, said.code(), true, at));
    };
  }

  private static List<PaymentEvent> notDone(
      Payment payment, Attempt attempt, Outcome.NotDone said, PaymentCommand.Answer answer) {
    Instant at = answer.at();
    return switch (attempt.kind()) {
      case AUTHORIZE -> {
        PaymentEvent ended = new AuthorizationNotDone(attempt.id(), said.code(), at);
        PaymentCommand.Next next = answer.next();
        if (payment.cancelRequested()) {
          yield List.of(ended, new PaymentCancelled(null, payment.nothing(), null, null, at));
        }
        yield mayGoOn(attempt) && next != null
            ? List.of(ended, PaymentRules.started(next, at))
            : List.of(
                new PaymentFailed(attempt.id(), false, said.code(), null, said.message(), at));
      }
      case CAPTURE, CANCEL, EXPIRE, REFUND, REVERSE, WITHDRAW ->
          List.of(inVain(attempt, said.code(), false, at));
    };
  }

  /**
   * Another gateway is for a call that certainly came to nothing at once. What was in doubt, or had
   * the customer at another gateway, has no way on.
   */
  private static boolean mayGoOn(Attempt attempt) {
    return attempt.progress() == Progress.STARTED && attempt.reference() == null;
  }

  private static PaymentEvent inVain(Attempt attempt, String code, boolean declined, Instant at) {
    AttemptId id = attempt.id();
    return switch (attempt.kind()) {
      case CAPTURE -> new CaptureFailed(id, code, declined, at);
      case CANCEL, EXPIRE -> new CancelFailed(id, code, declined, at);
      case REFUND -> new RefundFailed(refundOf(attempt), id, code, declined, at);
      case REVERSE, WITHDRAW -> new ReversalFailed(id, code, declined, at);
      case AUTHORIZE -> throw new IllegalStateException("an authorisation fails its payment");
    };
  }

  private static List<PaymentEvent> customer(
      Payment payment, Attempt attempt, Outcome.NeedsCustomer said, Instant at) {
    if (attempt.kind() != Kind.AUTHORIZE) {
      return doubted(attempt, "customer_needed", at);
    }
    if (attempt.progress() == Progress.REQUIRES_ACTION) {
      return List.of();
    }
    Terms terms = attempt.terms() == null ? Terms.USUAL : attempt.terms();
    PaymentEvent asked =
        new ActionRequired(
            attempt.id(), said.reference(), said.url(), at.plus(terms.challengeLasts()), at);
    return payment.cancelRequested()
        ? List.of(asked, new PaymentCancelled(null, payment.nothing(), null, attempt.id(), at))
        : List.of(asked);
  }

  private static List<PaymentEvent> pending(Attempt attempt, Instant at) {
    return attempt.progress() == Progress.REQUIRES_ACTION
        ? List.of(
            new CustomerAuthenticated(attempt.id(), at),
            new AuthorizationInDoubt(attempt.id(), "pending", at))
        : doubted(attempt, "pending", at);
  }

  private static List<PaymentEvent> doubted(Attempt attempt, String reason, Instant at) {
    AttemptId id = attempt.id();
    return attempt.progress() == Progress.UNKNOWN
        ? List.of()
        : List.of(
            switch (attempt.kind()) {
              case AUTHORIZE -> new AuthorizationInDoubt(id, reason, at);
              case CAPTURE -> new CaptureInDoubt(id, reason, at);
              case CANCEL, EXPIRE -> new CancelInDoubt(id, reason, at);
              case REFUND -> new RefundInDoubt(refundOf(attempt), id, reason, at);
              case REVERSE, WITHDRAW -> new ReversalInDoubt(id, reason, at);
            });
  }

  private static List<PaymentEvent> late(
      Payment payment, Attempt attempt, PaymentCommand.Answer answer) {
    Instant at = answer.at();
    return switch (answer.outcome()) {
      case Outcome.Approved _ when isFinal(payment, attempt) -> List.of();
      case Outcome.Approved(var reference) when attempt.isInVain() ->
          lateApproval(payment, attempt, reference, at);
      case Outcome.Declined _, Outcome.NotDone _ when attempt.progress() == Progress.ABANDONED ->
          List.of(new ChallengeWithdrawn(null, attempt.id(), null, at));
      case Outcome.Declined(var code, var _, var _)
          when attempt.kind() == Kind.REFUND && attempt.progress() == Progress.APPROVED ->
          List.of(new RefundReversed(refundOf(attempt), attempt.id(), code, at));
      case Outcome.Declined(var code, var _, var _)
          when attempt.progress() == Progress.APPROVED && isRefundOfStray(payment, attempt) ->
          List.of(new ReversalReturned(attempt.id(), reversedBy(attempt), code, at));
      case Outcome.Approved _,
          Outcome.Declined _,
          Outcome.NotDone _,
          Outcome.NeedsCustomer _,
          Outcome.Pending _,
          Outcome.InDoubt _ ->
          List.of();
    };
  }

  /**
   * A gateway that declines a refund never made it, or its money came back: an approval that comes
   * afterwards was said before. An operator's word is none of the gateway's.
   */
  private static boolean isFinal(Payment payment, Attempt attempt) {
    return attempt.progress() == Progress.DECLINED
        && (attempt.kind() == Kind.REFUND || isRefundOfStray(payment, attempt))
        && !PaymentRules.DECLINED_BY_OPERATOR.equals(attempt.code());
  }

  private static boolean isRefundOfStray(Payment payment, Attempt attempt) {
    return attempt.kind() == Kind.REVERSE
        && payment.attempt(reversedBy(attempt)).filter(payment::took).isPresent();
  }

  private static List<PaymentEvent> lateApproval(
      Payment payment, Attempt attempt, String reference, Instant at) {
    boolean free = payment.openAttempt().isEmpty();
    boolean heldStill = free && !attempt.amount().exceeds(payment.funds().capturable());
    List<PaymentEvent> stray = List.of(new LateApproval(attempt.id(), reference, at));
    return switch (attempt.kind()) {
      case AUTHORIZE -> stray;
      case CAPTURE -> heldStill ? approved(payment, attempt, reference, at) : stray;
      case CANCEL, EXPIRE -> heldStill ? approved(payment, attempt, reference, at) : List.of();
      case REFUND ->
          free && !attempt.amount().exceeds(payment.funds().refundable())
              ? approved(payment, attempt, reference, at)
              : stray;
      case REVERSE, WITHDRAW -> approved(payment, attempt, reference, at);
    };
  }

  private static AttemptId reversedBy(Attempt attempt) {
    if (attempt.reverses() == null) {
      throw new IllegalStateException("not a reversal: " + attempt.id());
    }
    return attempt.reverses();
  }

  private static RefundId refundOf(Attempt attempt) {
    if (attempt.kind() != Kind.REFUND || attempt.refund() == null) {
      throw new IllegalStateException("not a refund: " + attempt.id());
    }
    return attempt.refund();
  }
}
