package com.aegispay.payments.view;

import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Choice;
import com.aegispay.payments.payment.Details;
import com.aegispay.payments.payment.PaymentEvent;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What led to each decision about a payment, from what was written down when it was taken; nothing
 * is worked out anew. {@code sequence} is the event's.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Explanation(String payment, String object, List<Decision> decisions) {

  /**
   * @param decision what it was about: {@code risk}, {@code route}, {@code doubt} ...
   * @param result what was decided
   * @param because what it was decided on
   */
  public record Decision(
      long sequence,
      Instant at,
      String decision,
      String result,
      Map<String, @Nullable Object> because) {}

  /** What was decided, and on what. */
  private record Reasoned(String decision, String result, Map<String, @Nullable Object> because) {}

  /** The explanation of a whole history. */
  public static Explanation of(String payment, List<PaymentEvent> events) {
    List<Decision> decisions = new ArrayList<>();
    String before = "none";
    for (int i = 0; i < events.size(); i++) {
      PaymentEvent event = events.get(i);
      Reasoned reasoned = reasoned(event, before);
      decisions.add(
          new Decision(
              i + 1L, event.at(), reasoned.decision(), reasoned.result(), reasoned.because()));
      before =
          event instanceof PaymentEvent.AuthorizationNotDone(var _, var code, var _)
              ? code
              : before;
    }
    return new Explanation(payment, "explanation", List.copyOf(decisions));
  }

  private static Reasoned reasoned(PaymentEvent event, String before) {
    return switch (event) {
      case PaymentEvent.PaymentInitiated e -> risk(e.details());
      case PaymentEvent.AuthorizationStarted e -> route(e, before);
      case PaymentEvent.ActionRequired e ->
          of(
              "authentication",
              "customer_asked",
              "attempt",
              e.attempt().value(),
              "expires_at",
              e.expiresAt());
      case PaymentEvent.CustomerAuthenticated e ->
          attempt("authentication", "passed", e.attempt().value());
      case PaymentEvent.AuthorizationInDoubt e -> doubt(e.attempt().value(), e.reason());
      case PaymentEvent.CaptureInDoubt e -> doubt(e.attempt().value(), e.reason());
      case PaymentEvent.CancelInDoubt e -> doubt(e.attempt().value(), e.reason());
      case PaymentEvent.ReversalInDoubt e -> doubt(e.attempt().value(), e.reason());
      case PaymentEvent.RefundInDoubt e -> doubt(e.attempt().value(), e.reason());
      case PaymentEvent.AuthorizationNotDone e -> answer("not_done", e.attempt().value(), e.code());
      case PaymentEvent.PaymentAuthorized e -> answer("approved", e.attempt().value(), null);
      case PaymentEvent.PaymentCaptured e -> answer("approved", e.attempt().value(), null);
      case PaymentEvent.PaymentFailed e -> failed(e);
      case PaymentEvent.CaptureStarted e -> attempt("capture", "asked", e.attempt().value());
      case PaymentEvent.CaptureFailed e ->
          answer(refused(e.declined()), e.attempt().value(), e.code());
      case PaymentEvent.CancelRequested _ -> of("cancel", "noted", "until", "the outcome is known");
      case PaymentEvent.CancelStarted e -> attempt("cancel", "asked", e.attempt().value());
      case PaymentEvent.CancelFailed e ->
          answer(refused(e.declined()), e.attempt().value(), e.code());
      case PaymentEvent.PaymentCancelled e -> done("cancel", e.abandoned());
      case PaymentEvent.RemainderReleased _ -> of("release", "done");
      case PaymentEvent.ExpiryStarted e -> attempt("expiry", "asked", e.attempt().value());
      case PaymentEvent.PaymentExpired e -> done("expiry", e.abandoned());
      case PaymentEvent.PaymentRetried _ -> of("retry", "begun");
      case PaymentEvent.AttemptResolved e ->
          of(
              "resolution",
              e.outcome(),
              "attempt",
              e.attempt().value(),
              "operator",
              e.operator(),
              "reason",
              e.reason());
      case PaymentEvent.LateApproval e ->
          attempt("late_approval", "give_back", e.attempt().value());
      case PaymentEvent.ReversalStarted e -> attempt("reversal", "asked", e.attempt().value());
      case PaymentEvent.ReversalFailed e ->
          answer(refused(e.declined()), e.attempt().value(), e.code());
      case PaymentEvent.LateApprovalReversed e -> attempt("reversal", "done", e.attempt().value());
      case PaymentEvent.ReversalReturned e -> answer("came_back", e.attempt().value(), e.code());
      case PaymentEvent.ReturnReversed e -> attempt("reversal", "done", e.attempt().value());
      case PaymentEvent.ChallengeWithdrawn e ->
          attempt("withdrawal", e.attempt() == null ? "not_needed" : "done", e.abandoned().value());
      case PaymentEvent.RefundCreated e ->
          of("refund", "asked", "attempt", e.attempt().value(), "reason", e.reason());
      case PaymentEvent.RefundSucceeded e -> answer("approved", e.attempt().value(), null);
      case PaymentEvent.RefundFailed e ->
          answer(refused(e.declined()), e.attempt().value(), e.code());
      case PaymentEvent.RefundReversed e -> answer("came_back", e.attempt().value(), e.code());
      case PaymentEvent.PaymentPartiallyRefunded _ -> of("refund", "partly_refunded");
      case PaymentEvent.PaymentRefunded _ -> of("refund", "refunded");
      case PaymentEvent.PaymentCompleted e ->
          of("settlement", "settled", "settlement", e.settlement());
    };
  }

  private static Reasoned risk(Details details) {
    Details.Risk risk = details.risk();
    return of(
        "risk",
        risk.decision().name().toLowerCase(Locale.ROOT),
        "score",
        risk.score(),
        "reasons",
        risk.reasons());
  }

  private static Reasoned route(PaymentEvent.AuthorizationStarted event, String before) {
    Choice choice = event.choice();
    return choice == null
        ? of("fallback", event.gateway(), "attempt", event.attempt().value(), "before", before)
        : of(
            "route",
            event.gateway(),
            "attempt",
            event.attempt().value(),
            "policy",
            choice.policy(),
            "gateways",
            choice.considered(),
            "terms",
            event.terms());
  }

  private static Reasoned failed(PaymentEvent.PaymentFailed event) {
    return of(
        "outcome",
        "failed",
        "attempt",
        event.attempt() == null ? null : event.attempt().value(),
        "code",
        event.code(),
        "decline_code",
        event.declineCode(),
        "message",
        event.message());
  }

  private static Reasoned doubt(String attempt, String reason) {
    return of("doubt", "ask_the_same_gateway", "attempt", attempt, "reason", reason);
  }

  private static Reasoned done(String decision, @Nullable AttemptId abandoned) {
    return abandoned == null
        ? of(decision, "done")
        : of(decision, "done", "withdraw", abandoned.value());
  }

  private static Reasoned attempt(String decision, String result, String attempt) {
    return of(decision, result, "attempt", attempt);
  }

  private static Reasoned answer(String result, String attempt, @Nullable String code) {
    return of("answer", result, "attempt", attempt, "code", code);
  }

  private static String refused(boolean declined) {
    return declined ? "declined" : "not_done";
  }

  /** Names and values in turn. */
  private static Reasoned of(String decision, String result, @Nullable Object... facts) {
    return new Reasoned(decision, result, Facts.of(facts));
  }
}
