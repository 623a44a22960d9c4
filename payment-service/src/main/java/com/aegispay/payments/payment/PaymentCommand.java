package com.aegispay.payments.payment;

import com.aegispay.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can be asked of a payment that exists. Ids and times are given, never made here. */
public sealed interface PaymentCommand {

  /** When the command was given. */
  Instant at();

  /**
   * A gateway's answer, from the call itself, from an inquiry or from the gateway's webhook.
   *
   * @param next where to go if it is certain that nothing happened here; null for nowhere
   */
  record Answer(AttemptId attempt, Outcome outcome, @Nullable Next next, Instant at)
      implements PaymentCommand {}

  /**
   * The next gateway to ask, the attempt that will do it, and what that gateway allows.
   *
   * @param choice why this one, where it is the first of a route
   */
  record Next(String gateway, AttemptId attempt, Terms terms, @Nullable Choice choice) {

    /** The next of a route whose first came to nothing. */
    public Next(String gateway, AttemptId attempt, Terms terms) {
      this(gateway, attempt, terms, null);
    }

    /** The first of a route. */
    public Next chosen(Choice why) {
      return new Next(gateway, attempt, terms, why);
    }
  }

  /** A gateway is asked for a payment that none was asked for yet. */
  record Authorize(Next first, Instant at) implements PaymentCommand {}

  /** A failed payment is tried anew. */
  record Retry(Next first, Instant at) implements PaymentCommand {}

  /** Capture of a part, or of all that is capturable where the amount is null. */
  record Capture(@Nullable Money amount, AttemptId attempt, Instant at) implements PaymentCommand {}

  /**
   * Release of what is not captured. While the payment is on its way to a gateway the wish is
   * noted, and carried out when the outcome is known.
   */
  record Cancel(AttemptId attempt, Instant at) implements PaymentCommand {}

  /** Refund of a part, or of all that is refundable where the amount is null. */
  record Refund(
      @Nullable Money amount,
      @Nullable String reason,
      RefundId refund,
      AttemptId attempt,
      Instant at)
      implements PaymentCommand {}

  /** What has waited for too long ends: a challenge, a hold, a payment that never got anywhere. */
  record Expire(AttemptId attempt, Instant at) implements PaymentCommand {}

  /** What a stray attempt holds or took is given back; an abandoned one is withdrawn. */
  record Reverse(AttemptId reverses, AttemptId attempt, Instant at) implements PaymentCommand {}

  /**
   * An operator says what became of an attempt whose gateway does not.
   *
   * @param outcome approved, declined or not done
   */
  record Resolve(AttemptId attempt, Outcome outcome, String operator, String reason, Instant at)
      implements PaymentCommand {

    public Resolve {
      switch (outcome) {
        case Outcome.Approved _, Outcome.Declined _, Outcome.NotDone _ -> {}
        case Outcome.NeedsCustomer _, Outcome.Pending _, Outcome.InDoubt _ ->
            throw new IllegalArgumentException("an operator ends doubt");
      }
    }
  }

  /** The payment's captures are in a closed settlement. */
  record Settle(String settlement, Instant at) implements PaymentCommand {}
}
