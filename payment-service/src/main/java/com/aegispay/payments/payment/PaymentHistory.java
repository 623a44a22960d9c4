package com.aegispay.payments.payment;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.Attempt.Kind;
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
        now.attempts.add(
            Attempt.started(
                e.attempt(), Kind.AUTHORIZE, e.gateway(), before.details().amount(), null, e.at()));
        now.state = new State.Processing(e.attempt());
      }
      case PaymentEvent.AuthorizationInDoubt e -> now.attempt(e.attempt(), Attempt::inDoubt);
      case PaymentEvent.AuthorizationNotDone e -> now.notDone(e.attempt(), e.code(), e.at());
      case PaymentEvent.PaymentAuthorized e -> {
        now.approve(e.attempt(), e.reference(), e.at());
        now.funds = now.funds.authorize(before.details().amount());
        now.state = new State.Authorized();
      }
      case PaymentEvent.PaymentCaptured e -> captured(now, before, e);
      case PaymentEvent.PaymentFailed e -> {
        if (e.attempt() != null) {
          Attempt.Progress how = e.declined() ? Attempt.Progress.DECLINED : Attempt.Progress.FAILED;
          now.attempt(
              e.attempt(), attempt -> attempt.ended(how, e.code(), e.declineCode(), e.at()));
        }
        now.state = new State.Failed(e.code(), e.declineCode(), e.message());
      }
      case PaymentEvent.CaptureStarted e ->
          now.start(e.attempt(), Kind.CAPTURE, e.gateway(), e.amount(), e.at());
      case PaymentEvent.CaptureInDoubt e -> now.attempt(e.attempt(), Attempt::inDoubt);
      case PaymentEvent.CaptureFailed e -> now.notDone(e.attempt(), e.code(), e.at());
      case PaymentEvent.CancelStarted e ->
          now.start(e.attempt(), Kind.CANCEL, e.gateway(), e.amount(), e.at());
      case PaymentEvent.CancelInDoubt e -> now.attempt(e.attempt(), Attempt::inDoubt);
      case PaymentEvent.CancelFailed e -> now.notDone(e.attempt(), e.code(), e.at());
      case PaymentEvent.PaymentCancelled e -> {
        now.approve(e.attempt(), e.reference(), e.at());
        now.funds = now.funds.release(e.released());
        now.state = new State.Cancelled();
      }
      case PaymentEvent.RemainderReleased e -> {
        now.approve(e.attempt(), e.reference(), e.at());
        now.funds = now.funds.release(e.released());
      }
      case PaymentEvent.RefundCreated e -> refundCreated(now, e);
      case PaymentEvent.RefundInDoubt e -> now.attempt(e.attempt(), Attempt::inDoubt);
      case PaymentEvent.RefundSucceeded e -> {
        now.approve(e.attempt(), e.reference(), e.at());
        now.funds = now.funds.refund(now.refund(e.refund(), Refund.Progress.SUCCEEDED, null));
      }
      case PaymentEvent.RefundFailed e -> {
        now.notDone(e.attempt(), e.code(), e.at());
        now.funds = now.funds.dropRefund(now.refund(e.refund(), Refund.Progress.FAILED, e.code()));
        now.state = beforeRefund(now);
      }
      case PaymentEvent.RefundReversed e -> {
        now.notDone(e.attempt(), e.code(), e.at());
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
        Attempt.started(e.attempt(), Kind.REFUND, e.gateway(), e.amount(), e.refund(), e.at()));
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
          State.Failed _,
          State.Cancelled _ ->
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
    private @Nullable String settlement;

    Change(Payment before) {
      this.before = before;
      this.state = before.state();
      this.funds = before.funds();
      this.attempts = new ArrayList<>(before.attempts());
      this.refunds = new ArrayList<>(before.refunds());
      this.settlement = before.settlement();
    }

    void start(AttemptId id, Kind kind, String gateway, Money amount, Instant at) {
      attempts.add(Attempt.started(id, kind, gateway, amount, null, at));
    }

    void approve(AttemptId id, String reference, Instant at) {
      attempt(id, attempt -> attempt.approved(reference, at));
    }

    void notDone(AttemptId id, String code, Instant at) {
      attempt(id, attempt -> attempt.ended(Attempt.Progress.FAILED, code, null, at));
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
          settlement,
          before.version() + 1,
          at);
    }
  }
}
