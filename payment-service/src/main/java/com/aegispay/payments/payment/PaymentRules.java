package com.aegispay.payments.payment;

import static com.aegispay.payments.payment.Decision.accept;
import static com.aegispay.payments.payment.Decision.refuse;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.Attempt.Kind;
import com.aegispay.payments.payment.Attempt.Progress;
import com.aegispay.payments.payment.Guards.Action;
import com.aegispay.payments.payment.Payment.State;
import com.aegispay.payments.payment.PaymentEvent.AttemptResolved;
import com.aegispay.payments.payment.PaymentEvent.AuthorizationStarted;
import com.aegispay.payments.payment.PaymentEvent.CancelRequested;
import com.aegispay.payments.payment.PaymentEvent.CancelStarted;
import com.aegispay.payments.payment.PaymentEvent.CaptureStarted;
import com.aegispay.payments.payment.PaymentEvent.ExpiryStarted;
import com.aegispay.payments.payment.PaymentEvent.PaymentCancelled;
import com.aegispay.payments.payment.PaymentEvent.PaymentCompleted;
import com.aegispay.payments.payment.PaymentEvent.PaymentExpired;
import com.aegispay.payments.payment.PaymentEvent.PaymentFailed;
import com.aegispay.payments.payment.PaymentEvent.PaymentInitiated;
import com.aegispay.payments.payment.PaymentEvent.PaymentRetried;
import com.aegispay.payments.payment.PaymentEvent.RefundCreated;
import com.aegispay.payments.payment.PaymentEvent.ReversalStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The law. Pure: the same payment and command always give the same decision. {@code
 * docs/payment-states.md} is the table of every state and command, made from this class.
 *
 * <pre>
 * initiated           -> processing, cancelled, failed
 * processing          -> requires_action, authorized, captured, failed, cancelled (no gateway has it)
 * requires_action     -> processing, failed, cancelled, expired
 * authorized          -> captured, cancelled, expired
 * captured            -> completed, refund_initiated
 * completed           -> captured (another part of the hold), refund_initiated
 * refund_initiated    -> refunded, partially_refunded, back to where it was
 * partially_refunded  -> refund_initiated, completed
 * failed              -> initiated (retry)
 * refunded            -> where its money is, when a refund comes back from the customer's bank
 * cancelled, expired: final. What a gateway approves afterwards is given back, and one that
 *                     still waits for the customer is told to wait no more.
 * </pre>
 */
public final class PaymentRules {

  /** A payment that no gateway was asked for by then never will be. */
  static final Duration ABANDONED_AFTER = Duration.ofMinutes(15);

  /** The code of an attempt that an operator says its gateway had declined. */
  public static final String DECLINED_BY_OPERATOR = "declined_by_operator";

  private PaymentRules() {}

  /** A new payment that goes to a gateway at once. */
  public static List<PaymentEvent> initiate(Details details, PaymentCommand.Next first) {
    Instant at = details.createdAt();
    return List.of(new PaymentInitiated(details, at), started(first, at));
  }

  /** A new payment that no gateway is asked for: the risk check said no. */
  public static List<PaymentEvent> initiateBlocked(Details details) {
    Instant at = details.createdAt();
    return List.of(
        new PaymentInitiated(details, at),
        new PaymentFailed(
            null, false, "payment_blocked", "fraudulent", "The risk check declined.", at));
  }

  public static Decision decide(Payment payment, PaymentCommand command) {
    return switch (command) {
      case PaymentCommand.Answer answer -> AnswerRules.answer(payment, answer);
      case PaymentCommand.Authorize authorize -> authorize(payment, authorize);
      case PaymentCommand.Retry retry -> retry(payment, retry);
      case PaymentCommand.Capture capture -> capture(payment, capture);
      case PaymentCommand.Cancel cancel -> cancel(payment, cancel);
      case PaymentCommand.Refund refund -> refund(payment, refund);
      case PaymentCommand.Expire expire -> expire(payment, expire);
      case PaymentCommand.Reverse reverse -> reverse(payment, reverse);
      case PaymentCommand.Resolve resolve -> resolve(payment, resolve);
      case PaymentCommand.Settle settle -> settle(payment, settle);
    };
  }

  private static Decision authorize(Payment payment, PaymentCommand.Authorize command) {
    return payment.state() instanceof State.Initiated
        ? accept(started(command.first(), command.at()))
        : refuse(new Refusal.NotInState(payment.status(), "authorized"));
  }

  private static Decision retry(Payment payment, PaymentCommand.Retry command) {
    return Guards.may(payment, Action.RETRIED)
        .or(() -> Guards.noStray(payment))
        .or(() -> Guards.notBlocked(payment))
        .map(Decision::refuse)
        .orElseGet(
            () -> accept(new PaymentRetried(command.at()), started(command.first(), command.at())));
  }

  static PaymentEvent started(PaymentCommand.Next next, Instant at) {
    return new AuthorizationStarted(
        next.attempt(), next.gateway(), next.terms(), next.choice(), at);
  }

  private static Decision capture(Payment payment, PaymentCommand.Capture command) {
    Money available = payment.funds().capturable();
    Money amount = command.amount() == null ? available : command.amount();
    return Guards.may(payment, Action.CAPTURED)
        .or(() -> Guards.noCancelUnderWay(payment))
        .or(
            () ->
                Guards.amount(
                    payment, amount, available, new Refusal.ExceedsHold(amount, available)))
        .or(() -> Guards.canCapture(payment, amount))
        .map(Decision::refuse)
        .orElseGet(
            () ->
                accept(
                    new CaptureStarted(
                        command.attempt(), Guards.gatewayOf(payment), amount, command.at())));
  }

  private static Decision cancel(Payment payment, PaymentCommand.Cancel command) {
    return switch (payment.state()) {
      case State.Processing(var _) ->
          payment.cancelRequested() ? accept() : accept(new CancelRequested(command.at()));
      case State.Initiated() ->
          accept(new PaymentCancelled(null, payment.nothing(), null, null, command.at()));
      case State.RequiresAction(var attempt, var _, var _) ->
          accept(new PaymentCancelled(null, payment.nothing(), null, attempt, command.at()));
      case State.Authorized(),
          State.Captured(),
          State.Completed(),
          State.PartiallyRefunded(),
          State.RefundInitiated(var _),
          State.Refunded(),
          State.Failed(var _, var _, var _),
          State.Cancelled(),
          State.Expired() ->
          Guards.may(payment, Action.CANCELLED)
              .map(Decision::refuse)
              .orElseGet(
                  () ->
                      accept(
                          new CancelStarted(
                              command.attempt(),
                              Guards.gatewayOf(payment),
                              payment.funds().capturable(),
                              command.at())));
    };
  }

  private static Decision refund(Payment payment, PaymentCommand.Refund command) {
    Money available = payment.funds().refundable();
    Money amount = command.amount() == null ? available : command.amount();
    return Guards.may(payment, Action.REFUNDED)
        .or(
            () ->
                Guards.amount(
                    payment, amount, available, new Refusal.ExceedsCaptured(amount, available)))
        .or(() -> Guards.canRefund(payment, amount))
        .map(Decision::refuse)
        .orElseGet(
            () ->
                accept(
                    new RefundCreated(
                        command.refund(),
                        command.attempt(),
                        Guards.gatewayOf(payment),
                        amount,
                        command.reason(),
                        command.at())));
  }

  private static Decision expire(Payment payment, PaymentCommand.Expire command) {
    Instant at = command.at();
    return switch (payment.state()) {
      case State.Initiated() ->
          notBefore(payment.updatedAt().plus(ABANDONED_AFTER), at)
              .map(Decision::refuse)
              .orElseGet(() -> accept(abandoned(at)));
      case State.RequiresAction(var attempt, var _, var expiresAt) ->
          notBefore(expiresAt, at)
              .map(Decision::refuse)
              .orElseGet(
                  () -> accept(new PaymentExpired(null, payment.nothing(), null, attempt, at)));
      case State.Processing(var _),
          State.Authorized(),
          State.Captured(),
          State.Completed(),
          State.PartiallyRefunded(),
          State.RefundInitiated(var _),
          State.Refunded(),
          State.Failed(var _, var _, var _),
          State.Cancelled(),
          State.Expired() ->
          Guards.may(payment, Action.EXPIRED)
              .or(() -> payment.holdExpiresAt().flatMap(over -> notBefore(over, at)))
              .map(Decision::refuse)
              .orElseGet(
                  () ->
                      accept(
                          new ExpiryStarted(
                              command.attempt(),
                              Guards.gatewayOf(payment),
                              payment.funds().capturable(),
                              at)));
    };
  }

  private static PaymentEvent abandoned(Instant at) {
    return new PaymentFailed(null, false, "abandoned", null, "No gateway was asked.", at);
  }

  private static Optional<Refusal> notBefore(Instant due, Instant at) {
    return at.isBefore(due) ? Optional.of(new Refusal.TooEarly(due)) : Optional.empty();
  }

  private static Decision reverse(Payment payment, PaymentCommand.Reverse command) {
    Optional<Attempt> found = payment.attempt(command.reverses());
    if (found.isEmpty()) {
      return refuse(new Refusal.NoSuchAttempt(command.reverses()));
    }
    Attempt left = found.get();
    boolean stray = left.progress() == Progress.STRAY && left.kind() != Kind.REFUND;
    if (!stray && left.progress() != Progress.ABANDONED) {
      return refuse(new Refusal.NotInState(payment.status(), "reversed"));
    }
    return openReversal(payment, left.id())
        .<Refusal>map(open -> new Refusal.ReversalUnderWay(open.id()))
        .map(Decision::refuse)
        .orElseGet(
            () ->
                accept(
                    new ReversalStarted(
                        command.attempt(),
                        left.id(),
                        left.gateway(),
                        left.amount(),
                        command.at())));
  }

  static Optional<Attempt> openReversal(Payment payment, AttemptId left) {
    return payment.attempts().stream()
        .filter(attempt -> left.equals(attempt.reverses()))
        .filter(Attempt::isOpen)
        .findFirst();
  }

  private static Decision resolve(Payment payment, PaymentCommand.Resolve command) {
    Optional<Attempt> found = payment.attempt(command.attempt());
    if (found.isEmpty()) {
      return refuse(new Refusal.NoSuchAttempt(command.attempt()));
    }
    Attempt attempt = found.get();
    if (attempt.progress() != Progress.UNKNOWN) {
      return refuse(new Refusal.NotInDoubt(attempt.id(), attempt.progress()));
    }
    List<PaymentEvent> events = new ArrayList<>();
    events.add(
        new AttemptResolved(
            attempt.id(),
            command.outcome().wireName(),
            command.operator(),
            command.reason(),
            command.at()));
    events.addAll(
        AnswerRules.outcome(
            payment,
            attempt,
            new PaymentCommand.Answer(attempt.id(), toldOf(command), null, command.at())));
    return new Decision.Accepted(events);
  }

  private static Outcome toldOf(PaymentCommand.Resolve command) {
    return command.outcome() instanceof Outcome.Declined(var _, var declineCode, var message)
        ? new Outcome.Declined(DECLINED_BY_OPERATOR, declineCode, message)
        : command.outcome();
  }

  private static Decision settle(Payment payment, PaymentCommand.Settle command) {
    if (command.settlement().equals(payment.settlement())) {
      return accept();
    }
    return payment.funds().captured().isPositive()
        ? accept(new PaymentCompleted(command.settlement(), command.at()))
        : refuse(new Refusal.NotInState(payment.status(), "settled"));
  }
}
