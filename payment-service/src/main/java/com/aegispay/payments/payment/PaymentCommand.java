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

  /** The next gateway to ask, and the attempt that will do it. */
  record Next(String gateway, AttemptId attempt) {}

  /** Capture of a part, or of all that is capturable where the amount is null. */
  record Capture(@Nullable Money amount, AttemptId attempt, Instant at) implements PaymentCommand {}

  /** Release of what is not captured. */
  record Cancel(AttemptId attempt, Instant at) implements PaymentCommand {}

  /** Refund of a part, or of all that is refundable where the amount is null. */
  record Refund(
      @Nullable Money amount,
      @Nullable String reason,
      RefundId refund,
      AttemptId attempt,
      Instant at)
      implements PaymentCommand {}

  /** The payment's captures are in a closed settlement. */
  record Settle(String settlement, Instant at) implements PaymentCommand {}
}
