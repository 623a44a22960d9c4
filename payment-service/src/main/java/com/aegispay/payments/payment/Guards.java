package com.aegispay.payments.payment;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.Payment.State;
import com.aegispay.payments.payment.Terms.Ability;
import java.util.Locale;
import java.util.Optional;

/**
 * What has to hold before a command is carried out. Each command checks its guards in this order,
 * and the first that does not hold is the refusal: the state, an open attempt, the amount
 * (currency, sign, limit), what the gateway can do, the risk check.
 */
final class Guards {

  /** Each event carries the whole payment, and an event has a size that Kafka takes. */
  static final int MAX_ATTEMPTS = 200;

  private Guards() {}

  /** What merchants do with a payment, as the table of states names it. */
  enum Action {
    CAPTURED,
    CANCELLED,
    REFUNDED,
    RETRIED,
    EXPIRED;

    private String said() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a state lets something be done. */
  private enum Allowed {
    YES,
    NO,
    /** It depends on what the open attempt comes to. */
    AFTERWARDS
  }

  /** The state and the open attempt: the guards that every command of a merchant has. */
  static Optional<Refusal> may(Payment payment, Action action) {
    return switch (allowed(payment, action)) {
      case YES -> noOpenAttempt(payment);
      case AFTERWARDS -> noOpenAttempt(payment).or(() -> Optional.of(notInState(payment, action)));
      case NO -> Optional.of(notInState(payment, action));
    };
  }

  private static Refusal notInState(Payment payment, Action action) {
    return new Refusal.NotInState(payment.status(), action.said());
  }

  private static Allowed allowed(Payment payment, Action action) {
    return switch (payment.state()) {
      case State.Initiated(), State.RequiresAction(var _, var _, var _) ->
          action == Action.CANCELLED ? Allowed.YES : Allowed.NO;
      case State.Processing(var _) -> action == Action.EXPIRED ? Allowed.NO : Allowed.AFTERWARDS;
      case State.Authorized() ->
          switch (action) {
            case CAPTURED, CANCELLED, EXPIRED -> Allowed.YES;
            case REFUNDED, RETRIED -> Allowed.NO;
          };
      case State.Captured(), State.Completed(), State.PartiallyRefunded() ->
          switch (action) {
            case CAPTURED, CANCELLED, EXPIRED -> whileHeld(payment, Allowed.YES);
            case REFUNDED -> Allowed.YES;
            case RETRIED -> Allowed.NO;
          };
      case State.RefundInitiated(var _) ->
          switch (action) {
            case CAPTURED, CANCELLED, EXPIRED -> whileHeld(payment, Allowed.AFTERWARDS);
            case REFUNDED -> Allowed.AFTERWARDS;
            case RETRIED -> Allowed.NO;
          };
      case State.Refunded() ->
          action == Action.EXPIRED ? whileHeld(payment, Allowed.YES) : Allowed.NO;
      case State.Failed(var _, var _, var _) -> action == Action.RETRIED ? Allowed.YES : Allowed.NO;
      case State.Cancelled(), State.Expired() -> Allowed.NO;
    };
  }

  private static Allowed whileHeld(Payment payment, Allowed then) {
    return payment.funds().capturable().isPositive() ? then : Allowed.NO;
  }

  static Optional<Refusal> noOpenAttempt(Payment payment) {
    if (payment.attempts().size() >= MAX_ATTEMPTS) {
      return Optional.of(new Refusal.TooManyAttempts(MAX_ATTEMPTS));
    }
    return payment
        .openAttempt()
        .map(
            open ->
                new Refusal.AttemptOpen(open.id(), open.progress() == Attempt.Progress.UNKNOWN));
  }

  /** A gateway that still has money of an earlier try gives it back first. */
  static Optional<Refusal> noStray(Payment payment) {
    return payment.strays().stream()
        .findFirst()
        .map(stray -> new Refusal.ReversalUnderWay(stray.id()));
  }

  static Optional<Refusal> noCancelUnderWay(Payment payment) {
    return payment.cancelRequested() ? Optional.of(new Refusal.CancelUnderWay()) : Optional.empty();
  }

  /** Currency, sign and limit, in this order. */
  static Optional<Refusal> amount(
      Payment payment, Money amount, Money available, Refusal otherwise) {
    if (!amount.currency().equals(payment.details().amount().currency())) {
      return Optional.of(new Refusal.OtherCurrency(amount, payment.details().amount()));
    }
    if (!amount.isPositive()) {
      return Optional.of(new Refusal.NotPositive(amount));
    }
    return amount.exceeds(available) ? Optional.of(otherwise) : Optional.empty();
  }

  static Optional<Refusal> canCapture(Payment payment, Money amount) {
    boolean again = payment.funds().captured().isPositive();
    return amount.equals(payment.funds().capturable())
        ? can(payment, again, Ability.MULTIPLE_CAPTURES)
        : can(payment, true, Ability.PARTIAL_CAPTURE)
            .or(() -> can(payment, again, Ability.MULTIPLE_CAPTURES));
  }

  static Optional<Refusal> canRefund(Payment payment, Money amount) {
    return can(payment, !amount.equals(payment.funds().captured()), Ability.PARTIAL_REFUND);
  }

  private static Optional<Refusal> can(Payment payment, boolean needed, Ability ability) {
    return !needed || payment.terms().can().contains(ability)
        ? Optional.empty()
        : Optional.of(new Refusal.GatewayCannot(gatewayOf(payment), ability));
  }

  static Optional<Refusal> notBlocked(Payment payment) {
    return payment.details().risk().decision() == Details.RiskDecision.DECLINE
        ? Optional.of(new Refusal.BlockedByRisk())
        : Optional.empty();
  }

  static String gatewayOf(Payment payment) {
    return payment
        .authorization()
        .map(Attempt::gateway)
        .orElseThrow(() -> new IllegalStateException("no authorisation: " + payment.id()));
  }
}
