package com.aegispay.payments.view;

import com.aegispay.money.Money;
import com.aegispay.outbox.Event;
import com.aegispay.payments.payment.Attempt;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentEvent;
import com.aegispay.payments.payment.PaymentHistory;
import com.aegispay.payments.payment.Refund;
import com.aegispay.payments.payment.RefundId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A payment's events as the other services and the merchants' endpoints are told of them. Every
 * event is published, so that a payment's sequence has no gap.
 */
public final class Published {

  private static final String TOPIC = "payments";

  private Published() {}

  /**
   * The public type of an event, as in the list of webhook types; a few more name what that list
   * has no word for.
   */
  public static String type(PaymentEvent event) {
    return switch (event) {
      case PaymentEvent.PaymentInitiated _ -> "payment.initiated";
      case PaymentEvent.AuthorizationStarted _,
          PaymentEvent.CustomerAuthenticated _,
          PaymentEvent.AuthorizationInDoubt _,
          PaymentEvent.AuthorizationNotDone _ ->
          "payment.processing";
      case PaymentEvent.ActionRequired _ -> "payment.requires_action";
      case PaymentEvent.PaymentAuthorized _ -> "payment.authorized";
      case PaymentEvent.PaymentCaptured _ -> "payment.captured";
      case PaymentEvent.PaymentFailed _ -> "payment.failed";
      case PaymentEvent.CaptureStarted _, PaymentEvent.CaptureInDoubt _ ->
          "payment.capture_pending";
      case PaymentEvent.CaptureFailed _ -> "payment.capture_failed";
      case PaymentEvent.CancelRequested _ -> "payment.cancel_requested";
      case PaymentEvent.CancelStarted _,
          PaymentEvent.ExpiryStarted _,
          PaymentEvent.CancelInDoubt _ ->
          "payment.cancel_pending";
      case PaymentEvent.CancelFailed _ -> "payment.cancel_failed";
      case PaymentEvent.PaymentCancelled _ -> "payment.cancelled";
      case PaymentEvent.RemainderReleased _ -> "payment.remainder_released";
      case PaymentEvent.PaymentExpired _ -> "payment.expired";
      case PaymentEvent.PaymentRetried _ -> "payment.retried";
      case PaymentEvent.AttemptResolved _ -> "payment.outcome_resolved";
      case PaymentEvent.LateApproval _ -> "payment.late_approval";
      case PaymentEvent.ReversalStarted _, PaymentEvent.ReversalInDoubt _ ->
          "payment.reversal_pending";
      case PaymentEvent.ReversalFailed _ -> "payment.reversal_failed";
      case PaymentEvent.LateApprovalReversed _ -> "payment.late_approval_reversed";
      case PaymentEvent.ReversalReturned _ -> "payment.reversal_returned";
      case PaymentEvent.ReturnReversed _ -> "payment.return_reversed";
      case PaymentEvent.ChallengeWithdrawn _ -> "payment.challenge_withdrawn";
      case PaymentEvent.RefundCreated _ -> "refund.created";
      case PaymentEvent.RefundInDoubt _ -> "refund.updated";
      case PaymentEvent.RefundSucceeded _ -> "refund.succeeded";
      case PaymentEvent.RefundFailed _, PaymentEvent.RefundReversed _ -> "refund.failed";
      case PaymentEvent.PaymentPartiallyRefunded _ -> "payment.partially_refunded";
      case PaymentEvent.PaymentRefunded _ -> "payment.refunded";
      case PaymentEvent.PaymentCompleted _ -> "payment.completed";
    };
  }

  /**
   * The published forms of new events.
   *
   * @param before the payment before them; null when they begin one
   * @param ids one new event id at each call
   */
  public static List<Event> of(
      @Nullable Payment before, List<PaymentEvent> events, Supplier<String> ids) {
    List<Event> published = new ArrayList<>(events.size());
    Payment now = before;
    for (PaymentEvent event : events) {
      now =
          now == null
              ? PaymentHistory.replay(List.of(event))
              : PaymentHistory.after(now, List.of(event));
      published.add(
          new Event(
              ids.get(),
              type(event),
              1,
              now.version(),
              now.id().value(),
              TOPIC,
              now.details().merchant().value(),
              now.details().livemode(),
              event.at(),
              data(now, event),
              object(now, event)));
    }
    return published;
  }

  private static Object object(Payment now, PaymentEvent event) {
    return switch (event) {
      case PaymentEvent.RefundCreated e -> refund(now, e.refund());
      case PaymentEvent.RefundInDoubt e -> refund(now, e.refund());
      case PaymentEvent.RefundSucceeded e -> refund(now, e.refund());
      case PaymentEvent.RefundFailed e -> refund(now, e.refund());
      case PaymentEvent.RefundReversed e -> refund(now, e.refund());
      case PaymentEvent other -> PaymentView.of(now);
    };
  }

  private static Map<String, @Nullable Object> data(Payment now, PaymentEvent event) {
    return switch (event) {
      case PaymentEvent.PaymentInitiated e ->
          Facts.of(
              "amount", e.details().amount().minor(),
              "currency", currency(now),
              "capture_method", e.details().captureMethod().toString());
      case PaymentEvent.AuthorizationStarted e -> processing(e.attempt(), e.gateway(), "started");
      case PaymentEvent.CustomerAuthenticated e ->
          processing(e.attempt(), gateway(now, e.attempt()), "authenticated");
      case PaymentEvent.ActionRequired e ->
          Facts.of(
              "attempt", e.attempt().value(),
              "gateway", gateway(now, e.attempt()),
              "expires_at", e.expiresAt());
      case PaymentEvent.AuthorizationInDoubt e ->
          processing(e.attempt(), gateway(now, e.attempt()), "unknown");
      case PaymentEvent.AuthorizationNotDone e ->
          processing(e.attempt(), gateway(now, e.attempt()), "failed");
      case PaymentEvent.PaymentAuthorized e -> attempt(now, e.attempt(), now.details().amount());
      case PaymentEvent.PaymentCaptured e -> {
        Map<String, @Nullable Object> facts = attempt(now, e.attempt(), e.amount());
        facts.put("amount_captured", now.funds().captured().minor());
        yield facts;
      }
      case PaymentEvent.PaymentFailed e ->
          Facts.of("code", e.code(), "decline_code", e.declineCode());
      case PaymentEvent.CaptureStarted e -> attempt(now, e.attempt(), e.amount());
      case PaymentEvent.CaptureInDoubt e -> attempt(now, e.attempt(), amount(now, e.attempt()));
      case PaymentEvent.CaptureFailed e -> attempt(now, e.attempt(), amount(now, e.attempt()));
      case PaymentEvent.CancelRequested e -> whole(now);
      case PaymentEvent.PaymentRetried e -> whole(now);
      case PaymentEvent.ExpiryStarted e -> attempt(now, e.attempt(), e.amount());
      case PaymentEvent.CancelStarted e -> attempt(now, e.attempt(), e.amount());
      case PaymentEvent.CancelInDoubt e -> attempt(now, e.attempt(), amount(now, e.attempt()));
      case PaymentEvent.CancelFailed e -> attempt(now, e.attempt(), amount(now, e.attempt()));
      case PaymentEvent.PaymentCancelled e ->
          Facts.of("amount", e.released().minor(), "currency", currency(now));
      case PaymentEvent.PaymentExpired e ->
          Facts.of("amount", e.released().minor(), "currency", currency(now));
      case PaymentEvent.RemainderReleased e ->
          Facts.of("amount", e.released().minor(), "currency", currency(now));
      case PaymentEvent.RefundCreated e -> refundFacts(now, e.refund(), null);
      case PaymentEvent.RefundInDoubt e -> refundFacts(now, e.refund(), e.reason());
      case PaymentEvent.RefundSucceeded e -> refundFacts(now, e.refund(), null);
      case PaymentEvent.RefundFailed e -> failedRefund(now, e.refund(), e.code(), false);
      case PaymentEvent.RefundReversed e -> failedRefund(now, e.refund(), e.code(), true);
      case PaymentEvent.PaymentPartiallyRefunded e ->
          Facts.of("amount_refunded", e.totalRefunded().minor(), "currency", currency(now));
      case PaymentEvent.PaymentRefunded e ->
          Facts.of("amount_refunded", e.totalRefunded().minor(), "currency", currency(now));
      case PaymentEvent.PaymentCompleted e -> Facts.of("settlement", e.settlement());
      case PaymentEvent.AttemptResolved e ->
          Facts.of(
              "attempt", e.attempt().value(),
              "gateway", gateway(now, e.attempt()),
              "outcome", e.outcome());
      case PaymentEvent.LateApproval e -> attempt(now, e.attempt(), amount(now, e.attempt()));
      case PaymentEvent.ReversalStarted e -> reversal(now, e.attempt());
      case PaymentEvent.ReversalInDoubt e -> reversal(now, e.attempt());
      case PaymentEvent.ReversalFailed e -> reversal(now, e.attempt());
      case PaymentEvent.LateApprovalReversed e -> reversal(now, e.attempt());
      case PaymentEvent.ReversalReturned e -> reversal(now, e.attempt());
      case PaymentEvent.ReturnReversed e -> reversal(now, e.attempt());
      case PaymentEvent.ChallengeWithdrawn e ->
          attempt(now, e.abandoned(), amount(now, e.abandoned()));
    };
  }

  private static Map<String, @Nullable Object> processing(
      AttemptId attempt, String gateway, String status) {
    return Facts.of("attempt", attempt.value(), "gateway", gateway, "status", status);
  }

  private static Map<String, @Nullable Object> attempt(Payment now, AttemptId id, Money amount) {
    return Facts.of(
        "attempt", id.value(),
        "gateway", gateway(now, id),
        "amount", amount.minor(),
        "currency", amount.currency().code());
  }

  private static Map<String, @Nullable Object> whole(Payment now) {
    return Facts.of("amount", now.details().amount().minor(), "currency", currency(now));
  }

  /** {@code reverses} is the attempt whose money goes back, or that is withdrawn. */
  private static Map<String, @Nullable Object> reversal(Payment now, AttemptId id) {
    Map<String, @Nullable Object> facts = attempt(now, id, amount(now, id));
    facts.put(
        "reverses",
        now.attempt(id)
            .map(Attempt::reverses)
            .map(AttemptId::value)
            .orElseThrow(() -> new IllegalStateException("not a reversal: " + id)));
    return facts;
  }

  private static Map<String, @Nullable Object> refundFacts(
      Payment now, RefundId id, @Nullable String code) {
    Refund refund = find(now, id);
    return Facts.of(
        "refund", id.value(),
        "payment", now.id().value(),
        "gateway", gateway(now, refund.attempt()),
        "amount", refund.amount().minor(),
        "currency", refund.amount().currency().code(),
        "code", code);
  }

  /** {@code reversed} says that the refund had succeeded before: its money is back. */
  private static Map<String, @Nullable Object> failedRefund(
      Payment now, RefundId id, String code, boolean reversed) {
    Map<String, @Nullable Object> facts = refundFacts(now, id, code);
    facts.put("reversed", reversed);
    return facts;
  }

  private static RefundView refund(Payment now, RefundId id) {
    return RefundView.of(now, find(now, id));
  }

  private static Refund find(Payment now, RefundId id) {
    return now.refund(id).orElseThrow(() -> new IllegalStateException("no refund " + id));
  }

  private static Money amount(Payment now, AttemptId id) {
    return now.attempt(id)
        .orElseThrow(() -> new IllegalStateException("no attempt " + id))
        .amount();
  }

  private static String gateway(Payment now, AttemptId id) {
    return now.attempt(id)
        .orElseThrow(() -> new IllegalStateException("no attempt " + id))
        .gateway();
  }

  private static String currency(Payment now) {
    return now.details().amount().currency().code();
  }
}
