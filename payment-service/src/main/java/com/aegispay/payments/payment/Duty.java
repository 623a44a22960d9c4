package com.aegispay.payments.payment;

import com.aegispay.payments.payment.Attempt.Kind;
import com.aegispay.payments.payment.Payment.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the platform has to do for a payment of itself, and when. It follows from the payment alone:
 * whoever finds a payment in the middle of anything, after any crash, finds its duty too.
 *
 * <p>An attempt whose gateway owes an answer is not among these: it is asked for by its own ladder.
 */
public sealed interface Duty {

  /** Waits after a try that came to nothing; the last one again and again. */
  List<Duration> AGAIN_AFTER =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(24));

  Instant at();

  /** The command that does it, with ids that are used if it needs them. */
  PaymentCommand command(AttemptId attempt, RefundId refund, Instant now);

  /** A gateway approved what had ended here: give it back. */
  record Reverse(AttemptId stray, Instant at) implements Duty {
    @Override
    public PaymentCommand command(AttemptId attempt, RefundId refund, Instant now) {
      return new PaymentCommand.Reverse(stray, attempt, now);
    }
  }

  /** A gateway waits for a customer whose challenge was given up here: end it there too. */
  record Withdraw(AttemptId abandoned, Instant at) implements Duty {
    @Override
    public PaymentCommand command(AttemptId attempt, RefundId refund, Instant now) {
      return new PaymentCommand.Reverse(abandoned, attempt, now);
    }
  }

  /** The merchant cancelled before the outcome was known, and there is a hold: release it. */
  record Release(Instant at) implements Duty {
    @Override
    public PaymentCommand command(AttemptId attempt, RefundId refund, Instant now) {
      return new PaymentCommand.Cancel(attempt, now);
    }
  }

  /** The merchant cancelled before the outcome was known, and the money was taken: refund it. */
  record GiveBack(Instant at) implements Duty {
    @Override
    public PaymentCommand command(AttemptId attempt, RefundId refund, Instant now) {
      return new PaymentCommand.Refund(null, "cancelled", refund, attempt, now);
    }
  }

  /** The time that the merchant named for the capture. */
  record Capture(Instant at) implements Duty {
    @Override
    public PaymentCommand command(AttemptId attempt, RefundId refund, Instant now) {
      return new PaymentCommand.Capture(null, attempt, now);
    }
  }

  /** A challenge, a hold or a payment without a gateway has waited for too long. */
  record Expire(Instant at) implements Duty {
    @Override
    public PaymentCommand command(AttemptId attempt, RefundId refund, Instant now) {
      return new PaymentCommand.Expire(attempt, now);
    }
  }

  /** The next duty of a payment; empty where it is up to others. */
  static Optional<Duty> next(Payment payment) {
    List<Duty> duties = new ArrayList<>();
    for (Attempt stray : payment.strays()) {
      if (stray.kind() != Kind.REFUND) {
        clearUp(payment, stray).ifPresent(at -> duties.add(new Reverse(stray.id(), at)));
      }
    }
    for (Attempt abandoned : payment.abandoned()) {
      clearUp(payment, abandoned).ifPresent(at -> duties.add(new Withdraw(abandoned.id(), at)));
    }
    if (payment.state() instanceof State.RequiresAction(var _, var _, var expiresAt)) {
      duties.add(new Expire(expiresAt));
    } else if (Guards.noOpenAttempt(payment).isEmpty()) {
      ownLine(payment, duties);
    }
    return duties.stream().min(Comparator.comparing(Duty::at));
  }

  /** When to clear up after an attempt; empty while that is under way. */
  private static Optional<Instant> clearUp(Payment payment, Attempt left) {
    Predicate<Attempt> tries = attempt -> left.id().equals(attempt.reverses());
    return PaymentRules.openReversal(payment, left.id()).isPresent()
        ? Optional.empty()
        : Optional.of(after(payment, tries, ended(left)));
  }

  private static void ownLine(Payment payment, List<Duty> duties) {
    Instant now = payment.updatedAt();
    switch (payment.state()) {
      case State.Initiated() -> duties.add(new Expire(now.plus(PaymentRules.ABANDONED_AFTER)));
      case State.Authorized() -> {
        Instant captureAt = payment.details().captureAt();
        if (payment.cancelRequested()) {
          duties.add(new Release(after(payment, Kind.CANCEL, now)));
        } else if (captureAt != null) {
          duties.add(new Capture(after(payment, Kind.CAPTURE, captureAt)));
        }
      }
      case State.Captured(), State.Completed(), State.PartiallyRefunded() -> {
        if (payment.cancelRequested() && payment.funds().refundable().isPositive()) {
          duties.add(new GiveBack(after(payment, Kind.REFUND, now)));
        }
      }
      case State.RequiresAction _,
          State.Processing _,
          State.RefundInitiated _,
          State.Refunded _,
          State.Failed _,
          State.Cancelled _,
          State.Expired _ -> {}
    }
    if (payment.funds().capturable().isPositive()) {
      payment
          .holdExpiresAt()
          .ifPresent(over -> duties.add(new Expire(after(payment, Kind.EXPIRE, over))));
    }
  }

  private static Instant after(Payment payment, Kind kind, Instant first) {
    return after(payment, attempt -> attempt.kind() == kind, first);
  }

  /** At first then; after tries in vain, so much later than the last of them. */
  private static Instant after(Payment payment, Predicate<Attempt> tries, Instant first) {
    List<Attempt> inVain =
        payment.attempts().stream().filter(tries).filter(Duty::cameToNothing).toList();
    if (inVain.isEmpty()) {
      return first;
    }
    Instant again =
        ended(inVain.getLast())
            .plus(AGAIN_AFTER.get(Math.min(inVain.size(), AGAIN_AFTER.size()) - 1));
    return again.isAfter(first) ? again : first;
  }

  /** In the end: also what was done and came back. */
  private static boolean cameToNothing(Attempt attempt) {
    return attempt.isInVain() || attempt.progress() == Attempt.Progress.REVERSED;
  }

  private static Instant ended(Attempt attempt) {
    return attempt.endedAt() == null ? attempt.startedAt() : attempt.endedAt();
  }
}
