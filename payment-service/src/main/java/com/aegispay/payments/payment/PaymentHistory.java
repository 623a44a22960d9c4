package com.aegispay.payments.payment;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.Attempt.Kind;
import com.aegispay.payments.payment.Attempt.Progress;
import com.aegispay.payments.payment.Payment.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a payment is after its events: the one pure {@code evolve}, and the replay that repeats it.
 */
public final class PaymentHistory {

  private PaymentHistory() {}

  /**
   * The payment that these events, from the first on, have made.
   *
   * @throws IllegalArgumentException when the first is not {@code PaymentInitiated}
   */
  public static Payment replay(List<PaymentEvent> events) {
    if (events.isEmpty()
        || !(events.getFirst() instanceof PaymentEvent.PaymentInitiated(var details, var at))) {
      throw new IllegalArgumentException("a payment's history starts with its initiation");
    }
    Payment initiated =
        new Payment(
            details,
            new State.Initiated(),
            Funds.none(details.amount().currency()),
            List.of(),
            List.of(),
            false,
            null,
            1,
            at);
    return after(initiated, events.subList(1, events.size()));
  }

  /** The payment after more events. */
  public static Payment after(Payment payment, List<PaymentEvent> events) {
    Payment now = payment;
    for (PaymentEvent event : events) {
      now = evolve(now, event);
    }
    return now;
  }

  private static Payment evolve(Payment before, PaymentEvent event) {
    Change now = new Change(before);
    switch (event) {
      case PaymentEvent.PaymentInitiated _ ->
          throw new IllegalArgumentException("initiated twice: " + before.id());
      case PaymentEvent.AuthorizationStarted e -> {
        Terms terms = e.terms() == null ? Terms.USUAL : e.terms();
        Money amount = before.details().amount();
        now.attempts.add(
            Attempt.started(e.attempt(), Kind.AUTHORIZE, e.gateway(), amount, e.at()).under(terms));
        now.state = new State.Processing(e.attempt());
      }
      case PaymentEvent.ActionRequired e -> {
        now.attempt(e.attempt(), a -> a.open(Progress.REQUIRES_ACTION, e.reference()));
        now.state = new State.RequiresAction(e.attempt(), e.url(), e.expiresAt());
      }
      case PaymentEvent.CustomerAuthenticated e -> {
        now.attempt(e.attempt(), a -> a.open(Progress.STARTED, a.reference()));
        now.state = new State.Processing(e.attempt());
      }
      case PaymentEvent.AuthorizationInDoubt e -> now.doubt(e.attempt());
      case PaymentEvent.AuthorizationNotDone e -> now.end(e.attempt(), e.code(), false, e.at());
      case PaymentEvent.PaymentAuthorized e -> {
        now.approve(e.attempt(), e.reference(), e.at());
        now.funds = now.funds.authorize(before.details().amount());
        now.state = new State.Authorized();
      }
      case PaymentEvent.PaymentCaptured e -> captured(now, before, e);
      case PaymentEvent.PaymentFailed e -> {
        if (e.attempt() != null) {
          Progress how = e.declined() ? Progress.DECLINED : Progress.FAILED;
          now.attempt(e.attempt(), a -> a.ended(how, e.code(), e.declineCode(), e.at()));
        }
        now.state = new State.Failed(e.code(), e.declineCode(), e.message());
      }
      case PaymentEvent.PaymentRetried _ -> {
        now.state = new State.Initiated();
        now.cancelRequested = false;
      }
      case PaymentEvent.CaptureStarted e ->
          now.start(e.attempt(), Kind.CAPTURE, e.gateway(), e.amount(), e.at());
      case PaymentEvent.CaptureInDoubt e -> now.doubt(e.attempt());
      case PaymentEvent.CaptureFailed e -> now.end(e.attempt(), e.code(), e.declined(), e.at());
      case PaymentEvent.CancelRequested _ -> now.cancelRequested = true;
      case PaymentEvent.CancelStarted e ->
          now.start(e.attempt(), Kind.CANCEL, e.gateway(), e.amount(), e.at());
      case PaymentEvent.CancelInDoubt e -> now.doubt(e.attempt());
      case PaymentEvent.CancelFailed e -> now.end(e.attempt(), e.code(), e.declined(), e.at());
      case PaymentEvent.PaymentCancelled e -> {
        now.abandon(e.abandoned(), "cancelled", e.at());
        now.release(e.attempt(), e.released(), e.reference(), "cancelled", e.at());
        now.state = new State.Cancelled();
      }
      case PaymentEvent.RemainderReleased e ->
          now.release(e.attempt(), e.released(), e.reference(), "released", e.at());
      case PaymentEvent.ExpiryStarted e ->
          now.start(e.attempt(), Kind.EXPIRE, e.gateway(), e.amount(), e.at());
      case PaymentEvent.PaymentExpired e -> {
        now.abandon(e.abandoned(), "expired", e.at());
        now.release(e.attempt(), e.released(), e.reference(), "expired", e.at());
        now.state = new State.Expired();
      }
      case PaymentEvent.RefundCreated e -> refundCreated(now, e);
      case PaymentEvent.RefundInDoubt e -> now.doubt(e.attempt());
      case PaymentEvent.RefundSucceeded e -> {
        now.approve(e.attempt(), e.reference(), e.at());
        boolean failedBefore = now.has(e.refund(), Refund.Progress.FAILED);
        Money amount = now.refund(e.refund(), Refund.Progress.SUCCEEDED, null);
        now.funds = (failedBefore ? now.funds.reserveRefund(amount) : now.funds).refund(amount);
      }
      case PaymentEvent.RefundFailed e -> {
        now.end(e.attempt(), e.code(), e.declined(), e.at());
        now.funds = now.funds.dropRefund(now.refund(e.refund(), Refund.Progress.FAILED, e.code()));
        now.state = beforeRefund(now);
      }
      case PaymentEvent.RefundReversed e -> {
        now.attempt(e.attempt(), a -> a.ended(Progress.REVERSED, e.code(), null, e.at()));
        now.funds =
            now.funds.reverseRefund(now.refund(e.refund(), Refund.Progress.FAILED, e.code()));
        now.state = now.state instanceof State.RefundInitiated ? now.state : beforeRefund(now);
      }
      case PaymentEvent.PaymentPartiallyRefunded _ -> now.state = new State.PartiallyRefunded();
      case PaymentEvent.PaymentRefunded _ -> now.state = new State.Refunded();
      case PaymentEvent.PaymentCompleted e -> {
        now.settlement = e.settlement();
        now.state = settled(now.state);
      }
      // What was said stands here; what follows from it is in the next event.
      case PaymentEvent.AttemptResolved _ -> {}
      case PaymentEvent.LateApproval e ->
          now.attempt(e.attempt(), a -> a.done(Progress.STRAY, e.reference(), e.at()));
      case PaymentEvent.ReversalStarted e -> {
        Kind kind = now.is(e.reverses(), Progress.ABANDONED) ? Kind.WITHDRAW : Kind.REVERSE;
        now.attempts.add(
            Attempt.started(e.attempt(), kind, e.gateway(), e.amount(), e.at())
                .reversing(e.reverses()));
      }
      case PaymentEvent.ReversalInDoubt e -> now.doubt(e.attempt());
      case PaymentEvent.ReversalFailed e -> now.end(e.attempt(), e.code(), e.declined(), e.at());
      case PaymentEvent.LateApprovalReversed e ->
          now.reverse(e.attempt(), e.reverses(), e.reference(), e.at());
      case PaymentEvent.ReturnReversed e ->
          now.reverse(e.attempt(), e.reverses(), e.reference(), e.at());
      case PaymentEvent.ReversalReturned e -> {
        now.attempt(e.attempt(), a -> a.ended(Progress.REVERSED, e.code(), null, e.at()));
        now.attempt(e.reverses(), a -> a.strayAgain(e.at()));
      }
      case PaymentEvent.ChallengeWithdrawn e -> {
        if (e.attempt() != null && e.reference() != null) {
          now.approve(e.attempt(), e.reference(), e.at());
        }
        if (now.is(e.abandoned(), Progress.ABANDONED)) {
          now.attempt(e.abandoned(), a -> a.ended(Progress.FAILED, "withdrawn", null, e.at()));
        }
      }
    }
    return now.asPayment(event.at());
  }

  private static void captured(Change now, Payment before, PaymentEvent.PaymentCaptured e) {
    now.approve(e.attempt(), e.reference(), e.at());
    boolean automatic =
        before.attempt(e.attempt()).filter(a -> a.kind() == Kind.AUTHORIZE).isPresent();
    if (automatic) {
      now.funds = now.funds.authorize(before.details().amount());
    }
    now.funds = now.funds.capture(e.amount());
    now.state =
        now.funds.refunded().isPositive() ? new State.PartiallyRefunded() : new State.Captured();
  }

  private static void refundCreated(Change now, PaymentEvent.RefundCreated e) {
    now.attempts.add(
        Attempt.started(e.attempt(), Kind.REFUND, e.gateway(), e.amount(), e.at())
            .ofRefund(e.refund()));
    now.refunds.add(
        new Refund(
            e.refund(),
            e.attempt(),
            e.amount(),
            e.reason(),
            Refund.Progress.PENDING,
            null,
            e.at()));
    now.funds = now.funds.reserveRefund(e.amount());
    now.state = new State.RefundInitiated(e.refund());
  }

  /** A refund that failed leaves the payment where it was: that follows from the money. */
  private static State beforeRefund(Change now) {
    if (now.funds.refunded().isPositive()) {
      return new State.PartiallyRefunded();
    }
    return now.settlement == null ? new State.Captured() : new State.Completed();
  }

  private static State settled(State state) {
    return switch (state) {
      case State.Captured(), State.PartiallyRefunded() -> new State.Completed();
      case State.RefundInitiated _, State.Refunded _, State.Completed _ -> state;
      case State.Initiated _,
          State.Processing _,
          State.Authorized _,
          State.RequiresAction _,
          State.Failed _,
          State.Cancelled _,
          State.Expired _ ->
          throw new IllegalStateException("settled without a capture");
    };
  }

  /** A payment in the making; lives within one {@code evolve}. */
  private static final class Change {

    private final Payment before;
    private State state;
    private Funds funds;
    private final List<Attempt> attempts;
    private final List<Refund> refunds;
    private boolean cancelRequested;
    private @Nullable String settlement;

    Change(Payment before) {
      this.before = before;
      this.state = before.state();
      this.funds = before.funds();
      this.attempts = new ArrayList<>(before.attempts());
      this.refunds = new ArrayList<>(before.refunds());
      this.cancelRequested = before.cancelRequested();
      this.settlement = before.settlement();
    }

    void start(AttemptId id, Kind kind, String gateway, Money amount, Instant at) {
      attempts.add(Attempt.started(id, kind, gateway, amount, at));
    }

    void doubt(AttemptId id) {
      attempt(id, attempt -> attempt.open(Progress.UNKNOWN, attempt.reference()));
    }

    void approve(AttemptId id, String reference, Instant at) {
      attempt(id, attempt -> attempt.done(Progress.APPROVED, reference, at));
    }

    void reverse(AttemptId id, AttemptId reversed, String reference, Instant at) {
      approve(id, reference, at);
      attempt(reversed, attempt -> attempt.ended(Progress.REVERSED, "reversed", null, at));
    }

    void end(AttemptId id, String code, boolean declined, Instant at) {
      Progress how = declined ? Progress.DECLINED : Progress.FAILED;
      attempt(id, attempt -> attempt.ended(how, code, null, at));
    }

    void abandon(@Nullable AttemptId id, String why, Instant at) {
      attempts.replaceAll(
          attempt ->
              attempt.id().equals(id) ? attempt.ended(Progress.ABANDONED, why, null, at) : attempt);
    }

    boolean is(AttemptId id, Progress progress) {
      return before.attempt(id).filter(attempt -> attempt.progress() == progress).isPresent();
    }

    /**
     * By an attempt, or by itself. Then nobody waits for the customer any more; in histories from
     * before that was told to the gateway, it ends here alone.
     */
    void release(
        @Nullable AttemptId id,
        Money released,
        @Nullable String reference,
        String why,
        Instant at) {
      if (id == null || reference == null) {
        attempts.replaceAll(
            attempt ->
                attempt.progress() == Progress.REQUIRES_ACTION
                    ? attempt.ended(Progress.FAILED, why, null, at)
                    : attempt);
      } else {
        approve(id, reference, at);
      }
      funds = funds.release(released);
    }

    boolean has(RefundId id, Refund.Progress progress) {
      return before.refund(id).filter(refund -> refund.progress() == progress).isPresent();
    }

    void attempt(AttemptId id, UnaryOperator<Attempt> change) {
      attempts.replaceAll(attempt -> attempt.id().equals(id) ? change.apply(attempt) : attempt);
    }

    /** Moves a refund on and returns its amount. */
    Money refund(RefundId id, Refund.Progress progress, @Nullable String code) {
      Money amount =
          before
              .refund(id)
              .map(Refund::amount)
              .orElseThrow(() -> new IllegalStateException("no refund " + id));
      refunds.replaceAll(refund -> refund.id().equals(id) ? refund.as(progress, code) : refund);
      return amount;
    }

    Payment asPayment(Instant at) {
      return new Payment(
          before.details(),
          state,
          funds,
          List.copyOf(attempts),
          List.copyOf(refunds),
          cancelRequested,
          settlement,
          before.version() + 1,
          at);
    }
  }
}
