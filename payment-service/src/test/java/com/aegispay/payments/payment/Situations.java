package com.aegispay.payments.payment;

import static com.aegispay.payments.payment.Given.AT;
import static com.aegispay.payments.payment.Given.FIRST;
import static com.aegispay.payments.payment.Given.after;
import static com.aegispay.payments.payment.Given.answered;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.PaymentCommand.Answer;
import com.aegispay.payments.payment.PaymentCommand.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Every state, with its variants, and every command: what the matrix and the document are of. */
final class Situations {

  /** After every time that a payment knows. */
  static final Instant LATE = AT.plus(Duration.ofDays(60));

  static final Money TEN = Money.of(1000, "EUR");
  static final Money FOUR = Money.of(400, "EUR");
  static final Outcome APPROVED = new Outcome.Approved("ref_2");
  static final Outcome DECLINED = new Outcome.Declined("card_declined", "generic_decline", "No.");
  static final Outcome NOT_DONE = new Outcome.NotDone("down", "Down.");
  static final Outcome DOUBT = new Outcome.InDoubt("timeout");
  static final Outcome CUSTOMER = new Outcome.NeedsCustomer("ref_3ds", "https://gateway.test/3ds");
  private static final AttemptId SECOND = Given.SECOND;
  private static final AttemptId FRESH = new AttemptId("att_9");

  private Situations() {}

  /** The name says the state, and after a comma what is special. */
  static Map<String, Payment> all() {
    Map<String, Payment> all = new LinkedHashMap<>();
    Payment processing = Given.processing(TEN, CaptureMethod.MANUAL);
    Payment held = Given.authorized(TEN);
    Payment captured = Given.captured(TEN);
    Payment partly = answered(capture(held, FOUR), SECOND, APPROVED);
    Payment failed = answered(processing, FIRST, DECLINED);
    all.put("initiated", Given.initiated(TEN));
    all.put("processing", processing);
    all.put("processing, unknown", answered(processing, FIRST, DOUBT));
    all.put("processing, cancel requested", cancel(processing));
    all.put("requires_action", answered(processing, FIRST, CUSTOMER));
    all.put("authorized", held);
    all.put("authorized, capturing", capture(held, TEN));
    all.put("captured", captured);
    all.put("captured, partly", partly);
    all.put("completed", settle(captured));
    all.put("refund_initiated", refund(captured, TEN));
    all.put("partially_refunded", answered(refund(captured, FOUR), SECOND, APPROVED));
    all.put("refunded", answered(refund(captured, TEN), SECOND, APPROVED));
    all.put("failed", failed);
    all.put("failed, stray", answered(failed, FIRST, APPROVED));
    all.put("failed, given back", givenBack());
    all.put("cancelled", answered(cancel(held), SECOND, APPROVED));
    all.put("expired", expired());
    all.put("expired, abandoned", abandoned());
    return all;
  }

  /** A hold that was not captured in time. */
  static Payment expired() {
    Payment releasing = after(Given.authorized(TEN), new PaymentCommand.Expire(SECOND, LATE));
    return answered(releasing, SECOND, APPROVED);
  }

  /** Taken after it had failed here, and refunded. */
  static Payment givenBack() {
    Payment failed = answered(Given.processing(TEN, CaptureMethod.AUTOMATIC), FIRST, DECLINED);
    Payment reversing =
        after(answered(failed, FIRST, APPROVED), new PaymentCommand.Reverse(FIRST, SECOND, AT));
    return answered(reversing, SECOND, APPROVED);
  }

  /** A challenge that nobody came to; its gateway still waits. */
  static Payment abandoned() {
    return after(
        answered(Given.processing(TEN, CaptureMethod.MANUAL), FIRST, CUSTOMER),
        new PaymentCommand.Expire(SECOND, LATE));
  }

  /** A command by its name, made for the payment that gets it. */
  static Map<String, Function<Payment, PaymentCommand>> commands() {
    Map<String, Function<Payment, PaymentCommand>> all = new LinkedHashMap<>();
    Next next = new Next("beta", FRESH, Terms.USUAL);
    all.put("authorize", payment -> new PaymentCommand.Authorize(next, AT));
    all.put("capture", payment -> new PaymentCommand.Capture(null, FRESH, AT));
    all.put("cancel", payment -> new PaymentCommand.Cancel(FRESH, AT));
    all.put(
        "refund",
        payment -> new PaymentCommand.Refund(null, null, new RefundId("re_9"), FRESH, AT));
    all.put("retry", payment -> new PaymentCommand.Retry(next, AT));
    all.put("expire", payment -> new PaymentCommand.Expire(FRESH, LATE));
    all.put("reverse", payment -> new PaymentCommand.Reverse(latest(payment), FRESH, AT));
    all.put("settle", payment -> new PaymentCommand.Settle("set_9", AT));
    all.put(
        "resolve",
        payment ->
            new PaymentCommand.Resolve(latest(payment), APPROVED, "ops", "gateway's ledger", AT));
    List<Outcome> outcomes =
        List.of(APPROVED, DECLINED, NOT_DONE, CUSTOMER, new Outcome.Pending("ref_pending"), DOUBT);
    for (Outcome outcome : outcomes) {
      all.put(
          "answer " + outcome.wireName(),
          payment -> new Answer(latest(payment), outcome, next, AT));
    }
    return all;
  }

  /** The attempt that is open, or was last. */
  static AttemptId latest(Payment payment) {
    return payment
        .openAttempt()
        .or(() -> payment.attempts().stream().reduce((first, second) -> second))
        .map(Attempt::id)
        .orElse(new AttemptId("att_none"));
  }

  /** What comes of it, in one line: a refusal, nothing, or events and the state they lead to. */
  static String outcome(Payment payment, PaymentCommand command) {
    return switch (PaymentRules.decide(payment, command)) {
      case Decision.Refused(var refusal) -> "- " + refusal.getClass().getSimpleName();
      case Decision.Accepted(var events) when events.isEmpty() -> "nothing";
      case Decision.Accepted(var events) ->
          PaymentHistory.after(payment, events).status().wireName()
              + ": "
              + String.join(
                  ", ", events.stream().map(event -> event.getClass().getSimpleName()).toList());
    };
  }

  private static Payment capture(Payment payment, Money amount) {
    return after(payment, new PaymentCommand.Capture(amount, SECOND, AT));
  }

  private static Payment cancel(Payment payment) {
    return after(payment, new PaymentCommand.Cancel(SECOND, AT));
  }

  private static Payment settle(Payment payment) {
    return after(payment, new PaymentCommand.Settle("set_1", AT));
  }

  private static Payment refund(Payment payment, Money amount) {
    return after(payment, new PaymentCommand.Refund(amount, null, Given.REFUND, SECOND, AT));
  }
}
