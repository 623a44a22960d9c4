package com.aegispay.payments.flow;

import com.aegispay.money.Money;
import com.aegispay.payments.flow.Steps.Step;
import com.aegispay.payments.payment.Attempt.Kind;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Decision;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentCommand;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.payment.PaymentRules;
import com.aegispay.payments.payment.RefundId;
import com.aegispay.payments.store.Change;
import com.aegispay.payments.store.Payments;
import com.aegispay.payments.view.Answers;
import com.aegispay.payments.view.Answers.Written;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Captures, cancels or refunds a payment: decides on the payment as it is, reserves what the
 * gateway will be asked for in the same commit that takes the key, calls, and commits the answer.
 */
public final class ChangePayment {

  private final Replay replay;
  private final Payments payments;
  private final AttemptRun run;
  private final Answers answers;
  private final Surroundings surroundings;

  public ChangePayment(
      Replay replay,
      Payments payments,
      AttemptRun run,
      Answers answers,
      Surroundings surroundings) {
    this.replay = replay;
    this.payments = payments;
    this.run = run;
    this.answers = answers;
    this.surroundings = surroundings;
  }

  /** What is wanted. */
  public sealed interface Wish {

    /** Capture of an amount in the payment's minor unit, or of all that is held. */
    record Capture(@Nullable Long amount) implements Wish {}

    /** Release of what is not captured. */
    record Cancel() implements Wish {}

    /** Refund of an amount in the payment's minor unit, or of all that is left. */
    record Refund(@Nullable Long amount, @Nullable String reason) implements Wish {}
  }

  public Reply change(PaymentId id, Wish wish, Request request) {
    return RequestedChange.reply(
        replay, payments, id, request, payment -> tried(payment, wish, request));
  }

  /** Empty when another change of the payment came first. */
  private Optional<Reply> tried(Payment payment, Wish wish, Request request) {
    AttemptId attempt = new AttemptId(surroundings.ids().next("att"));
    RefundId refund = new RefundId(surroundings.ids().next("re"));
    Instant now = surroundings.clock().instant();
    return switch (PaymentRules.decide(payment, command(payment, wish, attempt, refund, now))) {
      case Decision.Refused(var refusal) -> Optional.of(replay.afterRefusal(request, refusal));
      case Decision.Accepted(var events) -> {
        Change change =
            Change.next(payment, events, now.plus(surroundings.ladder().callMayTake()))
                .claiming(request.key(), request.fingerprint());
        if (change.after().attempt(attempt).isEmpty()) {
          change = change.answering(answers.withdrawn(change.after()));
        }
        surroundings.steps().reached(Step.DECIDED, kind(wish));
        yield switch (payments.commit(change)) {
          case DONE -> {
            Change.Answer answer = change.answer();
            yield Optional.of(
                answer == null
                    ? carryOut(change.after(), attempt, wish, refund, request)
                    : new Reply.Answered(
                        answer.status(), answer.body(), false, change.after().version()));
          }
          case KEY_TAKEN -> Optional.of(replay.afterLosing(request));
          case OVERTAKEN -> Optional.empty();
        };
      }
    };
  }

  private Reply carryOut(
      Payment payment, AttemptId attempt, Wish wish, RefundId refund, Request request) {
    surroundings.steps().reached(Step.STARTED, kind(wish));
    var job =
        new AttemptRun.Job(
            null,
            List.of(),
            request.key(),
            now -> answer(now, attempt, wish, refund, request),
            request.spent());
    return run.run(payment, attempt, job).reply();
  }

  private Written answer(
      Payment payment, AttemptId attempt, Wish wish, RefundId refund, Request request) {
    return switch (wish) {
      case Wish.Capture _, Wish.Cancel _ -> answers.changed(payment, attempt, request.id());
      case Wish.Refund _ -> answers.refunded(payment, refund, request.id());
    };
  }

  private static PaymentCommand command(
      Payment payment, Wish wish, AttemptId attempt, RefundId refund, Instant now) {
    return switch (wish) {
      case Wish.Capture(var amount) ->
          new PaymentCommand.Capture(money(payment, amount), attempt, now);
      case Wish.Cancel() -> new PaymentCommand.Cancel(attempt, now);
      case Wish.Refund(var amount, var reason) ->
          new PaymentCommand.Refund(money(payment, amount), reason, refund, attempt, now);
    };
  }

  private static Kind kind(Wish wish) {
    return switch (wish) {
      case Wish.Capture _ -> Kind.CAPTURE;
      case Wish.Cancel _ -> Kind.CANCEL;
      case Wish.Refund _ -> Kind.REFUND;
    };
  }

  private static @Nullable Money money(Payment payment, @Nullable Long minor) {
    return minor == null ? null : new Money(minor, payment.details().amount().currency());
  }
}
