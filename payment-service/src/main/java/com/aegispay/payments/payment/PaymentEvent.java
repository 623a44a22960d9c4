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

  record AuthorizationStarted(AttemptId attempt, String gateway, Instant at)
      implements PaymentEvent {}

  record AuthorizationInDoubt(AttemptId attempt, String reason, Instant at)
      implements PaymentEvent {}

  /** Nothing happened at this gateway; another is asked next. */
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

  record CaptureFailed(AttemptId attempt, String code, Instant at) implements PaymentEvent {}

  record CancelStarted(AttemptId attempt, String gateway, Money amount, Instant at)
      implements PaymentEvent {}

  record CancelInDoubt(AttemptId attempt, String reason, Instant at) implements PaymentEvent {}

  record CancelFailed(AttemptId attempt, String code, Instant at) implements PaymentEvent {}

  /** Nothing was captured, and the hold is gone. */
  record PaymentCancelled(AttemptId attempt, Money released, String reference, Instant at)
      implements PaymentEvent {}

  /** The rest of a partly captured hold is gone; the payment stays captured. */
  record RemainderReleased(AttemptId attempt, Money released, String reference, Instant at)
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

  record RefundFailed(RefundId refund, AttemptId attempt, String code, Instant at)
      implements PaymentEvent {}

  /** The customer's bank sent back what had been refunded: the merchant has the money again. */
  record RefundReversed(RefundId refund, AttemptId attempt, String code, Instant at)
      implements PaymentEvent {}

  record PaymentPartiallyRefunded(Money totalRefunded, Instant at) implements PaymentEvent {}

  record PaymentRefunded(Money totalRefunded, Instant at) implements PaymentEvent {}

  record PaymentCompleted(String settlement, Instant at) implements PaymentEvent {}
}
