package com.aegispay.payments.payment;

import com.aegispay.money.Money;

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

  /** The attempt belongs to no gateway call of this payment. */
  record NoSuchAttempt(AttemptId attempt) implements Refusal {}
}
