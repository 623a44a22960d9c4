package com.aegispay.payments.payment;

import com.aegispay.money.Money;
import java.time.Instant;

/** Why a command was not carried out. Nothing happened. */
public sealed interface Refusal {

  /** The payment's state does not allow it. */
  record NotInState(Status status, String action) implements Refusal {}

  /** Another gateway call for this payment is under way or in doubt. */
  record AttemptOpen(AttemptId attempt, boolean inDoubt) implements Refusal {}

  /** More gateway calls than one payment may have. */
  record TooManyAttempts(int limit) implements Refusal {}

  /** An amount that is not positive. */
  record NotPositive(Money amount) implements Refusal {}

  /** An amount in another currency than the payment's. */
  record OtherCurrency(Money amount, Money payment) implements Refusal {}

  /** More than is held and not yet captured. */
  record ExceedsHold(Money amount, Money available) implements Refusal {}

  /** More than was captured and not yet refunded. */
  record ExceedsCaptured(Money amount, Money available) implements Refusal {}

  /** The gateway that has the payment cannot do this. */
  record GatewayCannot(String gateway, Terms.Ability ability) implements Refusal {}

  /** The risk check declined the payment; it is not tried again. */
  record BlockedByRisk() implements Refusal {}

  /** The payment is to be undone: nothing more is taken. */
  record CancelUnderWay() implements Refusal {}

  /** A gateway has money of this payment that is being given back. */
  record ReversalUnderWay(AttemptId stray) implements Refusal {}

  /** Its time is not over yet. */
  record TooEarly(Instant until) implements Refusal {}

  /** The outcome of this attempt is known, or it is still under way. */
  record NotInDoubt(AttemptId attempt, Attempt.Progress progress) implements Refusal {}

  /** The attempt belongs to no gateway call of this payment. */
  record NoSuchAttempt(AttemptId attempt) implements Refusal {}
}
