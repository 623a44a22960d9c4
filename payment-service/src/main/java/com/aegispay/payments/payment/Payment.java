package com.aegispay.payments.payment;

import com.aegispay.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A payment as its events have made it. {@link PaymentRules} is the only law by which it changes.
 *
 * @param attempts every gateway call, oldest first; at most one is open, what clears up apart
 * @param cancelRequested whether the merchant wanted it undone before its outcome was known
 * @param settlement the settlement that holds its captures; null until there is one
 * @param version the number of its events, and the sequence of the last one
 */
public record Payment(
    Details details,
    State state,
    Funds funds,
    List<Attempt> attempts,
    List<Refund> refunds,
    boolean cancelRequested,
    @Nullable String settlement,
    long version,
    Instant updatedAt) {

  /** A payment's state, with what is true in that state only. */
  public sealed interface State {

    Status status();

    /** Exists; no gateway has been asked. */
    record Initiated() implements State {
      @Override
      public Status status() {
        return Status.INITIATED;
      }
    }

    /** The customer has to prove who they are, at this address. */
    record RequiresAction(AttemptId attempt, String url, Instant expiresAt) implements State {
      @Override
      public Status status() {
        return Status.REQUIRES_ACTION;
      }
    }

    /** A gateway is being asked to authorise, or its answer is not known. */
    record Processing(AttemptId attempt) implements State {
      @Override
      public Status status() {
        return Status.PROCESSING;
      }
    }

    /** The money is held; nothing is captured. */
    record Authorized() implements State {
      @Override
      public Status status() {
        return Status.AUTHORIZED;
      }
    }

    /** Money was captured and waits for settlement. */
    record Captured() implements State {
      @Override
      public Status status() {
        return Status.CAPTURED;
      }
    }

    /** What was captured is settled. */
    record Completed() implements State {
      @Override
      public Status status() {
        return Status.COMPLETED;
      }
    }

    /** A refund is at the gateway. */
    record RefundInitiated(RefundId refund) implements State {
      @Override
      public Status status() {
        return Status.REFUND_INITIATED;
      }
    }

    /** Some of what was captured went back. */
    record PartiallyRefunded() implements State {
      @Override
      public Status status() {
        return Status.PARTIALLY_REFUNDED;
      }
    }

    /** All that was captured went back. Final. */
    record Refunded() implements State {
      @Override
      public Status status() {
        return Status.REFUNDED;
      }
    }

    /** No money was taken. It may be tried anew. */
    record Failed(String code, @Nullable String declineCode, String message) implements State {
      @Override
      public Status status() {
        return Status.FAILED;
      }
    }

    /** Nothing was captured, and nothing is held any more. Final. */
    record Cancelled() implements State {
      @Override
      public Status status() {
        return Status.CANCELLED;
      }
    }

    /** The customer, or the merchant, did not come in time; nothing is held any more. Final. */
    record Expired() implements State {
      @Override
      public Status status() {
        return Status.EXPIRED;
      }
    }
  }

  public PaymentId id() {
    return details.id();
  }

  public Status status() {
    return state.status();
  }

  /** The gateway call whose end is not written yet; what clears up is apart from it. */
  public Optional<Attempt> openAttempt() {
    return attempts.stream()
        .filter(Attempt::isOpen)
        .filter(attempt -> !attempt.kind().clearsUp())
        .findFirst();
  }

  /** The open attempt, where it waits for the customer. */
  public Optional<Attempt> challenged() {
    return openAttempt().filter(attempt -> attempt.progress() == Attempt.Progress.REQUIRES_ACTION);
  }

  /** Attempts that a gateway approved after they had ended here, and whose money is still there. */
  public List<Attempt> strays() {
    return withProgress(Attempt.Progress.STRAY);
  }

  /** Whether what a stray attempt has was taken from the customer; otherwise it is held. */
  public boolean took(Attempt stray) {
    return stray.kind() != Attempt.Kind.AUTHORIZE || details.capturesAtOnce();
  }

  /** Attempts that were given up here, and whose gateways may still wait for the customer. */
  public List<Attempt> abandoned() {
    return withProgress(Attempt.Progress.ABANDONED);
  }

  private List<Attempt> withProgress(Attempt.Progress progress) {
    return attempts.stream().filter(attempt -> attempt.progress() == progress).toList();
  }

  /** What the gateway that has the payment allows. */
  public Terms terms() {
    return authorization()
        .map(Attempt::terms)
        .orElseThrow(() -> new IllegalStateException("not authorised: " + id()));
  }

  /** When the hold is over, where there is or was one. */
  public Optional<Instant> holdExpiresAt() {
    return authorization()
        .map(Attempt::endedAt)
        .map(approvedAt -> approvedAt.plus(terms().holdLasts()));
  }

  public Optional<Attempt> attempt(AttemptId id) {
    return attempts.stream().filter(attempt -> attempt.id().equals(id)).findFirst();
  }

  public Optional<Refund> refund(RefundId id) {
    return refunds.stream().filter(refund -> refund.id().equals(id)).findFirst();
  }

  /** The attempt that holds the money: captures, releases and refunds refer to it. */
  public Optional<Attempt> authorization() {
    return attempts.stream()
        .filter(attempt -> attempt.kind() == Attempt.Kind.AUTHORIZE)
        .filter(attempt -> attempt.progress() == Attempt.Progress.APPROVED)
        .findFirst();
  }

  /** The gateway that has the payment, or is being asked for it. */
  public Optional<String> gateway() {
    return authorization()
        .or(() -> attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast()))
        .map(Attempt::gateway);
  }

  /** Zero in the payment's currency. */
  Money nothing() {
    return Money.zero(details.amount().currency());
  }
}
