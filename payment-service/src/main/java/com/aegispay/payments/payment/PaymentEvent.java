package com.aegispay.payments.payment;

import com.aegispay.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a payment: the source of truth. Past events are never changed, only read anew.
 */
public sealed interface PaymentEvent {

  Instant at();

  record PaymentInitiated(Details details, Instant at) implements PaymentEvent {}

  /**
   * {@code choice} is null where the gateway before it in the route came to nothing, and both are
   * in events from before they were written down.
   */
  record AuthorizationStarted(
      AttemptId attempt, String gateway, @Nullable Terms terms, @Nullable Choice choice, Instant at)
      implements PaymentEvent {}

  /** Nothing happens before the customer has proved who they are, at this address. */
  record ActionRequired(
      AttemptId attempt, String reference, String url, Instant expiresAt, Instant at)
      implements PaymentEvent {}

  /** The customer did, and the gateway goes on. */
  record CustomerAuthenticated(AttemptId attempt, Instant at) implements PaymentEvent {}

  record AuthorizationInDoubt(AttemptId attempt, String reason, Instant at)
      implements PaymentEvent {}

  /** Nothing happened at this gateway. */
  record AuthorizationNotDone(AttemptId attempt, String code, Instant at) implements PaymentEvent {}

  record PaymentAuthorized(AttemptId attempt, String reference, Instant at)
      implements PaymentEvent {}

  /** {@code attempt} is the authorisation itself where capture is automatic. */
  record PaymentCaptured(AttemptId attempt, Money amount, String reference, Instant at)
      implements PaymentEvent {}

  record PaymentFailed(
      @Nullable AttemptId attempt,
      boolean declined,
      String code,
      @Nullable String declineCode,
      String message,
      Instant at)
      implements PaymentEvent {}

  record CaptureStarted(AttemptId attempt, String gateway, Money amount, Instant at)
      implements PaymentEvent {}

  record CaptureInDoubt(AttemptId attempt, String reason, Instant at) implements PaymentEvent {}

  /** {@code declined}: the gateway said no; otherwise nothing happened there. */
  record CaptureFailed(AttemptId attempt, String code, boolean declined, Instant at)
      implements PaymentEvent {}

  /** The merchant wants the payment undone, whatever its open attempt comes to. */
  record CancelRequested(Instant at) implements PaymentEvent {}

  record CancelStarted(AttemptId attempt, String gateway, Money amount, Instant at)
      implements PaymentEvent {}

  record CancelInDoubt(AttemptId attempt, String reason, Instant at) implements PaymentEvent {}

  /** {@code declined}: the gateway said no; otherwise nothing happened there. */
  record CancelFailed(AttemptId attempt, String code, boolean declined, Instant at)
      implements PaymentEvent {}

  /**
   * Nothing was captured, and the hold is gone; no attempt where nothing was held. {@code
   * abandoned} was waiting for the customer; its gateway does not know yet that nobody comes.
   */
  record PaymentCancelled(
      @Nullable AttemptId attempt,
      Money released,
      @Nullable String reference,
      @Nullable AttemptId abandoned,
      Instant at)
      implements PaymentEvent {}

  /** The rest of a partly captured hold is gone; no attempt where it went by itself. */
  record RemainderReleased(
      @Nullable AttemptId attempt, Money released, @Nullable String reference, Instant at)
      implements PaymentEvent {}

  /** The time of a hold is over, and the gateway is asked to release what is left of it. */
  record ExpiryStarted(AttemptId attempt, String gateway, Money amount, Instant at)
      implements PaymentEvent {}

  /**
   * The customer did not come, or the hold was not captured in time; nothing was taken. {@code
   * abandoned} was waiting for the customer; its gateway does not know yet that nobody comes.
   */
  record PaymentExpired(
      @Nullable AttemptId attempt,
      Money released,
      @Nullable String reference,
      @Nullable AttemptId abandoned,
      Instant at)
      implements PaymentEvent {}

  /** The merchant wants a failed payment tried anew. */
  record PaymentRetried(Instant at) implements PaymentEvent {}

  /** An operator said what became of an attempt; what follows from it comes next. */
  record AttemptResolved(
      AttemptId attempt, String outcome, String operator, String reason, Instant at)
      implements PaymentEvent {}

  /** A gateway approved what had ended here: it is given back. */
  record LateApproval(AttemptId attempt, String reference, Instant at) implements PaymentEvent {}

  /** A stray attempt is given back, or an abandoned one withdrawn. */
  record ReversalStarted(
      AttemptId attempt, AttemptId reverses, String gateway, Money amount, Instant at)
      implements PaymentEvent {}

  record ReversalInDoubt(AttemptId attempt, String reason, Instant at) implements PaymentEvent {}

  /** {@code declined}: the gateway said no; otherwise nothing happened there. */
  record ReversalFailed(AttemptId attempt, String code, boolean declined, Instant at)
      implements PaymentEvent {}

  record LateApprovalReversed(AttemptId attempt, AttemptId reverses, String reference, Instant at)
      implements PaymentEvent {}

  /** The customer's bank sent back what had been given back: it is stray again. */
  record ReversalReturned(AttemptId attempt, AttemptId reverses, String code, Instant at)
      implements PaymentEvent {}

  /** What had come back from a reversal was given back anew. */
  record ReturnReversed(AttemptId attempt, AttemptId reverses, String reference, Instant at)
      implements PaymentEvent {}

  /**
   * The gateway of an abandoned attempt waits for nobody any more: by {@code attempt}, or by
   * itself.
   */
  record ChallengeWithdrawn(
      @Nullable AttemptId attempt, AttemptId abandoned, @Nullable String reference, Instant at)
      implements PaymentEvent {}

  record RefundCreated(
      RefundId refund,
      AttemptId attempt,
      String gateway,
      Money amount,
      @Nullable String reason,
      Instant at)
      implements PaymentEvent {}

  /** The gateway has the refund but not its outcome, or did not answer. */
  record RefundInDoubt(RefundId refund, AttemptId attempt, String reason, Instant at)
      implements PaymentEvent {}

  record RefundSucceeded(RefundId refund, AttemptId attempt, String reference, Instant at)
      implements PaymentEvent {}

  /** {@code declined}: the gateway said no; otherwise nothing happened there. */
  record RefundFailed(RefundId refund, AttemptId attempt, String code, boolean declined, Instant at)
      implements PaymentEvent {}

  /** The customer's bank sent back what had been refunded: the merchant has the money again. */
  record RefundReversed(RefundId refund, AttemptId attempt, String code, Instant at)
      implements PaymentEvent {}

  record PaymentPartiallyRefunded(Money totalRefunded, Instant at) implements PaymentEvent {}

  record PaymentRefunded(Money totalRefunded, Instant at) implements PaymentEvent {}

  record PaymentCompleted(String settlement, Instant at) implements PaymentEvent {}
}
