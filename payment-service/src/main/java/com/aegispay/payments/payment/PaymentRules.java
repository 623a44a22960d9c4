package com.aegispay.payments.payment;

import static com.aegispay.payments.payment.Decision.accept;
import static com.aegispay.payments.payment.Decision.refuse;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.Attempt.Kind;
import com.aegispay.payments.payment.Payment.State;
import com.aegispay.payments.payment.PaymentEvent.AuthorizationInDoubt;
import com.aegispay.payments.payment.PaymentEvent.AuthorizationNotDone;
import com.aegispay.payments.payment.PaymentEvent.AuthorizationStarted;
import com.aegispay.payments.payment.PaymentEvent.CancelFailed;
import com.aegispay.payments.payment.PaymentEvent.CancelInDoubt;
import com.aegispay.payments.payment.PaymentEvent.CancelStarted;
import com.aegispay.payments.payment.PaymentEvent.CaptureFailed;
import com.aegispay.payments.payment.PaymentEvent.CaptureInDoubt;
import com.aegispay.payments.payment.PaymentEvent.CaptureStarted;
import com.aegispay.payments.payment.PaymentEvent.PaymentAuthorized;
import com.aegispay.payments.payment.PaymentEvent.PaymentCancelled;
import com.aegispay.payments.payment.PaymentEvent.PaymentCaptured;
import com.aegispay.payments.payment.PaymentEvent.PaymentCompleted;
import com.aegispay.payments.payment.PaymentEvent.PaymentFailed;
import com.aegispay.payments.payment.PaymentEvent.PaymentInitiated;
import com.aegispay.payments.payment.PaymentEvent.PaymentPartiallyRefunded;
import com.aegispay.payments.payment.PaymentEvent.PaymentRefunded;
import com.aegispay.payments.payment.PaymentEvent.RefundCreated;
import com.aegispay.payments.payment.PaymentEvent.RefundFailed;
import com.aegispay.payments.payment.PaymentEvent.RefundInDoubt;
import com.aegispay.payments.payment.PaymentEvent.RefundReversed;
import com.aegispay.payments.payment.PaymentEvent.RefundSucceeded;
import com.aegispay.payments.payment.PaymentEvent.RemainderReleased;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The law. Pure: the same payment and command always give the same decision.
 *
 * <pre>
 * state               capture     cancel      refund      settle      answer to its open attempt
 * initiated           -           -           -           -           -
 * processing          -           -           -           -           authorized | captured | failed | processing
 * authorized          authorized  authorized  -           -           captured | cancelled | authorized
 * captured            captured *  captured *  refund_i.   completed   captured
 * completed           completed * completed * refund_i.   (known)     completed | captured
 * partially_refunded  part._ref.* part._ref.* refund_i.   completed   partially_refunded
 * refund_initiated    -           -           -           same        refunded | partially_refunded | where it was
 * refunded, failed, cancelled: nothing more (a settlement is still noted on refunded), unless a
 *   refund comes back from the customer's bank: then the payment is where its money is
 * * only while a part of the hold is neither captured nor released
 * </pre>
 *
 * <p>Guards are checked in this order: state, an open attempt, the amount's currency, its sign, its
 * limit.
 */
public final class PaymentRules {

  /** Each event carries the whole payment, and an event has a size that Kafka takes. */
  static final int MAX_ATTEMPTS = 200;

  private PaymentRules() {}

  /** A new payment that goes to a gateway at once. */
  public static List<PaymentEvent> initiate(Details details, PaymentCommand.Next first) {
    Instant at = details.createdAt();
    return List.of(
        new PaymentInitiated(details, at),
        new AuthorizationStarted(first.attempt(), first.gateway(), at));
  }

  /** A new payment that no gateway is asked for: the risk check said no. */
  public static List<PaymentEvent> initiateBlocked(Details details) {
    Instant at = details.createdAt();
    return List.of(
        new PaymentInitiated(details, at),
        new PaymentFailed(
            null, false, "payment_blocked", "fraudulent", "The risk check declined.", at));
  }

  public static Decision decide(Payment payment, PaymentCommand command) {
    return switch (command) {
      case PaymentCommand.Answer answer -> answer(payment, answer);
      case PaymentCommand.Capture capture -> capture(payment, capture);
      case PaymentCommand.Cancel cancel -> cancel(payment, cancel);
      case PaymentCommand.Refund refund -> refund(payment, refund);
      case PaymentCommand.Settle settle -> settle(payment, settle);
    };
  }

  private static Decision capture(Payment payment, PaymentCommand.Capture command) {
    Optional<Refusal> refusal = mayUseHold(payment, "captured");
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    Money available = payment.funds().capturable();
    Money amount = command.amount() == null ? available : command.amount();
    return checkAmount(payment, amount)
        .or(() -> limit(amount, available, new Refusal.ExceedsHold(amount, available)))
        .map(Decision::refuse)
        .orElseGet(
            () ->
                accept(
                    new CaptureStarted(
                        command.attempt(), gatewayOf(payment), amount, command.at())));
  }

  private static Decision cancel(Payment payment, PaymentCommand.Cancel command) {
    Optional<Refusal> refusal = mayUseHold(payment, "cancelled");
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    Money rest = payment.funds().capturable();
    return accept(new CancelStarted(command.attempt(), gatewayOf(payment), rest, command.at()));
  }

  private static Decision refund(Payment payment, PaymentCommand.Refund command) {
    boolean mayRefund =
        switch (payment.state()) {
          case State.Captured(), State.Completed(), State.PartiallyRefunded() -> true;
          case State.Initiated(),
              State.Processing(var _),
              State.Authorized(),
              State.RefundInitiated(var _),
              State.Refunded(),
              State.Failed(var _, var _, var _),
              State.Cancelled() ->
              false;
        };
    Optional<Refusal> open = noOpenAttempt(payment);
    if (open.isPresent()) {
      return refuse(open.get());
    }
    if (!mayRefund) {
      return refuse(new Refusal.NotInState(payment.status(), "refunded"));
    }
    Money available = payment.funds().refundable();
    Money amount = command.amount() == null ? available : command.amount();
    return checkAmount(payment, amount)
        .or(() -> limit(amount, available, new Refusal.ExceedsCaptured(amount, available)))
        .map(Decision::refuse)
        .orElseGet(
            () ->
                accept(
                    new RefundCreated(
                        command.refund(),
                        command.attempt(),
                        gatewayOf(payment),
                        amount,
                        command.reason(),
                        command.at())));
  }

  private static Decision settle(Payment payment, PaymentCommand.Settle command) {
    if (command.settlement().equals(payment.settlement())) {
      return accept();
    }
    return payment.funds().captured().isPositive()
        ? accept(new PaymentCompleted(command.settlement(), command.at()))
        : refuse(new Refusal.NotInState(payment.status(), "settled"));
  }

  private static Decision answer(Payment payment, PaymentCommand.Answer answer) {
    Optional<Attempt> found = payment.attempt(answer.attempt());
    if (found.isEmpty()) {
      return refuse(new Refusal.NoSuchAttempt(answer.attempt()));
    }
    Attempt attempt = found.get();
    if (!attempt.isOpen()) {
      return lateAnswer(attempt, answer);
    }
    return switch (attempt.kind()) {
      case AUTHORIZE -> authorizationAnswer(payment, attempt, answer);
      case CAPTURE -> captureAnswer(attempt, answer);
      case CANCEL -> cancelAnswer(payment, attempt, answer);
      case REFUND -> refundAnswer(payment, attempt, answer);
    };
  }

  /**
   * What a gateway says of an attempt that has ended changes nothing, but for one case: a refund
   * that it had carried out can come back from the customer's bank.
   */
  private static Decision lateAnswer(Attempt attempt, PaymentCommand.Answer answer) {
    boolean cameBack =
        attempt.kind() == Kind.REFUND && attempt.progress() == Attempt.Progress.APPROVED;
    return cameBack && answer.outcome() instanceof Outcome.Declined(var code, var _, var _)
        ? accept(new RefundReversed(refundOf(attempt), attempt.id(), code, answer.at()))
        : accept();
  }

  private static Decision authorizationAnswer(
      Payment payment, Attempt attempt, PaymentCommand.Answer answer) {
    Instant at = answer.at();
    return switch (answer.outcome()) {
      case Outcome.Approved(String reference) ->
          switch (payment.details().captureMethod()) {
            case AUTOMATIC ->
                accept(new PaymentCaptured(attempt.id(), attempt.amount(), reference, at));
            case MANUAL -> accept(new PaymentAuthorized(attempt.id(), reference, at));
          };
      case Outcome.Declined(var code, var declineCode, var message) ->
          accept(new PaymentFailed(attempt.id(), true, code, declineCode, message, at));
      case Outcome.NotDone(var code, var message) ->
          answer.next() == null
              ? accept(new PaymentFailed(attempt.id(), false, code, null, message, at))
              : accept(
                  new AuthorizationNotDone(attempt.id(), code, at),
                  new AuthorizationStarted(answer.next().attempt(), answer.next().gateway(), at));
      case Outcome.Pending(var _) -> doubted(attempt, "pending", at);
      case Outcome.InDoubt(var reason) -> doubted(attempt, reason, at);
    };
  }

  private static Decision doubted(Attempt attempt, String reason, Instant at) {
    return attempt.progress() == Attempt.Progress.UNKNOWN
        ? accept()
        : accept(
            switch (attempt.kind()) {
              case AUTHORIZE -> new AuthorizationInDoubt(attempt.id(), reason, at);
              case CAPTURE -> new CaptureInDoubt(attempt.id(), reason, at);
              case CANCEL -> new CancelInDoubt(attempt.id(), reason, at);
              case REFUND -> new RefundInDoubt(refundOf(attempt), attempt.id(), reason, at);
            });
  }

  private static Decision captureAnswer(Attempt attempt, PaymentCommand.Answer answer) {
    Instant at = answer.at();
    return switch (answer.outcome()) {
      case Outcome.Approved(String reference) ->
          accept(new PaymentCaptured(attempt.id(), attempt.amount(), reference, at));
      case Outcome.Declined(var code, var _, var _) ->
          accept(new CaptureFailed(attempt.id(), code, at));
      case Outcome.NotDone(var code, var _) -> accept(new CaptureFailed(attempt.id(), code, at));
      case Outcome.Pending(var _) -> doubted(attempt, "pending", at);
      case Outcome.InDoubt(var reason) -> doubted(attempt, reason, at);
    };
  }

  private static Decision cancelAnswer(
      Payment payment, Attempt attempt, PaymentCommand.Answer answer) {
    Instant at = answer.at();
    return switch (answer.outcome()) {
      case Outcome.Approved(String reference) ->
          payment.funds().captured().isPositive()
              ? accept(new RemainderReleased(attempt.id(), attempt.amount(), reference, at))
              : accept(new PaymentCancelled(attempt.id(), attempt.amount(), reference, at));
      case Outcome.Declined(var code, var _, var _) ->
          accept(new CancelFailed(attempt.id(), code, at));
      case Outcome.NotDone(var code, var _) -> accept(new CancelFailed(attempt.id(), code, at));
      case Outcome.Pending(var _) -> doubted(attempt, "pending", at);
      case Outcome.InDoubt(var reason) -> doubted(attempt, reason, at);
    };
  }

  private static Decision refundAnswer(
      Payment payment, Attempt attempt, PaymentCommand.Answer answer) {
    Instant at = answer.at();
    RefundId refund = refundOf(attempt);
    return switch (answer.outcome()) {
      case Outcome.Approved(String reference) -> {
        Money total = payment.funds().refunded().plus(attempt.amount());
        yield accept(
            new RefundSucceeded(refund, attempt.id(), reference, at),
            total.equals(payment.funds().captured())
                ? new PaymentRefunded(total, at)
                : new PaymentPartiallyRefunded(total, at));
      }
      case Outcome.Declined(var code, var _, var _) ->
          accept(new RefundFailed(refund, attempt.id(), code, at));
      case Outcome.NotDone(var code, var _) ->
          accept(new RefundFailed(refund, attempt.id(), code, at));
      case Outcome.Pending(var _) -> doubted(attempt, "pending", at);
      case Outcome.InDoubt(var reason) -> doubted(attempt, reason, at);
    };
  }

  /** Captures and releases need a hold of which something is left, and no other call under way. */
  private static Optional<Refusal> mayUseHold(Payment payment, String action) {
    boolean rightState =
        switch (payment.state()) {
          case State.Authorized() -> true;
          case State.Captured(), State.Completed(), State.PartiallyRefunded() ->
              payment.funds().capturable().isPositive();
          case State.Initiated(),
              State.Processing(var _),
              State.RefundInitiated(var _),
              State.Refunded(),
              State.Failed(var _, var _, var _),
              State.Cancelled() ->
              false;
        };
    return rightState
        ? noOpenAttempt(payment)
        : noOpenAttempt(payment)
            .or(() -> Optional.of(new Refusal.NotInState(payment.status(), action)));
  }

  private static Optional<Refusal> noOpenAttempt(Payment payment) {
    if (payment.attempts().size() >= MAX_ATTEMPTS) {
      return Optional.of(new Refusal.TooManyAttempts(MAX_ATTEMPTS));
    }
    return payment
        .openAttempt()
        .map(
            open ->
                new Refusal.AttemptOpen(open.id(), open.progress() == Attempt.Progress.UNKNOWN));
  }

  private static Optional<Refusal> checkAmount(Payment payment, Money amount) {
    if (!amount.currency().equals(payment.details().amount().currency())) {
      return Optional.of(new Refusal.OtherCurrency(amount, payment.details().amount()));
    }
    return amount.isPositive() ? Optional.empty() : Optional.of(new Refusal.NotPositive(amount));
  }

  private static Optional<Refusal> limit(Money amount, Money available, Refusal otherwise) {
    return amount.exceeds(available) ? Optional.of(otherwise) : Optional.empty();
  }

  private static String gatewayOf(Payment payment) {
    return payment
        .authorization()
        .map(Attempt::gateway)
        .orElseThrow(() -> new IllegalStateException("no authorisation: " + payment.id()));
  }

  private static RefundId refundOf(Attempt attempt) {
    if (attempt.kind() != Kind.REFUND || attempt.refund() == null) {
      throw new IllegalStateException("not a refund: " + attempt.id());
    }
    return attempt.refund();
  }
}
