package com.aegispay.payments.payment;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.Details.RiskDecision;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Payments for tests, brought into their state by the law itself. */
final class Given {

  static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
  static final AttemptId FIRST = new AttemptId("att_1");
  static final AttemptId SECOND = new AttemptId("att_2");
  static final AttemptId THIRD = new AttemptId("att_3");
  static final RefundId REFUND = new RefundId("re_1");

  private Given() {}

  static Details details(Money amount, CaptureMethod method) {
    return details(amount, method, RiskDecision.APPROVE);
  }

  /** The risk check said no. */
  static Payment blocked(Money amount) {
    return PaymentHistory.replay(
        PaymentRules.initiateBlocked(
            details(amount, CaptureMethod.AUTOMATIC, RiskDecision.DECLINE)));
  }

  private static Details details(Money amount, CaptureMethod method, RiskDecision decision) {
    return new Details(
        new PaymentId("pay_1"),
        new MerchantId("mer_1"),
        false,
        amount,
        method,
        null,
        new Details.Card("tok_1", "visa", "4242", "42424242", 12, 2030, "fp"),
        null,
        null,
        Map.of(),
        null,
        null,
        new Details.Risk(3, decision, List.of()),
        AT);
  }

  /** Written down, and no gateway asked: as a crash could leave it. */
  static Payment initiated(Money amount) {
    Details details = details(amount, CaptureMethod.MANUAL);
    return PaymentHistory.replay(List.of(new PaymentEvent.PaymentInitiated(details, AT)));
  }

  static Payment processing(Money amount, CaptureMethod method) {
    return PaymentHistory.replay(
        PaymentRules.initiate(
            details(amount, method), new PaymentCommand.Next("sandbox_alpha", FIRST, Terms.USUAL)));
  }

  static Payment authorized(Money amount) {
    return answered(processing(amount, CaptureMethod.MANUAL), FIRST, new Outcome.Approved("ref_1"));
  }

  static Payment captured(Money amount) {
    return answered(
        processing(amount, CaptureMethod.AUTOMATIC), FIRST, new Outcome.Approved("ref_1"));
  }

  static Payment answered(Payment payment, AttemptId attempt, Outcome outcome) {
    return after(payment, new PaymentCommand.Answer(attempt, outcome, null, AT));
  }

  static Payment after(Payment payment, PaymentCommand command) {
    return switch (PaymentRules.decide(payment, command)) {
      case Decision.Accepted(var events) -> PaymentHistory.after(payment, events);
      case Decision.Refused(var refusal) ->
          throw new AssertionError("refused unexpectedly: " + refusal);
    };
  }
}
