package com.aegispay.payments.flow;

import com.aegispay.payments.payment.Attempt;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Decision;
import com.aegispay.payments.payment.Outcome;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentCommand;
import com.aegispay.payments.payment.PaymentRules;
import com.aegispay.payments.payment.Refusal;
import com.aegispay.payments.store.Change;
import com.aegispay.payments.store.OpenAttempts;
import com.aegispay.payments.store.OpenAttempts.Due;
import com.aegispay.payments.store.Payments;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * An operator ends a doubt that nobody else could. The gateway is asked once more before: if it
 * says anything, that is written and the operator's word is not taken.
 */
public final class ResolveAttempt {

  private static final Logger LOG = LoggerFactory.getLogger(ResolveAttempt.class);
  private static final int MAX_OVERTAKEN = 20;

  private final OpenAttempts attempts;
  private final Payments payments;
  private final GatewayCalls gateways;
  private final SettleDoubt settle;
  private final Surroundings surroundings;

  public ResolveAttempt(
      OpenAttempts attempts,
      Payments payments,
      GatewayCalls gateways,
      SettleDoubt settle,
      Surroundings surroundings) {
    this.attempts = attempts;
    this.payments = payments;
    this.gateways = gateways;
    this.settle = settle;
    this.surroundings = surroundings;
  }

  /**
   * An operator's word.
   *
   * @param operator who says so, and in which request
   */
  public record Word(Outcome outcome, String operator, String reason) {}

  /** What came of it. */
  public sealed interface Resolved {

    /** As the operator said. */
    record Done(Payment payment) implements Resolved {}

    record Refused(Refusal refusal) implements Resolved {}

    record NoSuchAttempt() implements Resolved {}
  }

  /**
   * Asks the gateway once more.
   *
   * @return the payment, where the gateway has spoken after all and its word was written
   */
  public Optional<Payment> ask(AttemptId id) {
    return attempts.find(id).flatMap(due -> about(due, () -> asked(load(due), due)));
  }

  private Optional<Payment> asked(Payment payment, Due due) {
    Attempt attempt = payment.attempt(due.attempt()).orElseThrow();
    if (attempt.progress() != Attempt.Progress.UNKNOWN) {
      return Optional.empty();
    }
    Outcome said = gateways.inquire(payment, attempt);
    return switch (said) {
      case Outcome.Approved _, Outcome.Declined _, Outcome.NotDone _, Outcome.NeedsCustomer _ ->
          Optional.of(settle.record(payment, due, said).payment());
      case Outcome.InDoubt _, Outcome.Pending _ -> Optional.empty();
    };
  }

  /** Takes the operator's word, with one commit; the gateway was asked before. */
  public Resolved resolve(AttemptId id, Word word) {
    Optional<Due> found = attempts.find(id);
    return found.isEmpty()
        ? new Resolved.NoSuchAttempt()
        : about(found.get(), () -> write(load(found.get()), found.get(), word));
  }

  private static <T> T about(Due due, Supplier<T> work) {
    try (var _ = MDC.putCloseable("payment_id", due.payment().value());
        var _ = MDC.putCloseable("merchant_id", due.merchant().value())) {
      return work.get();
    }
  }

  private Resolved write(Payment known, Due due, Word word) {
    Payment payment = known;
    for (int i = 0; i < MAX_OVERTAKEN; i++) {
      Instant now = surroundings.clock().instant();
      var command =
          new PaymentCommand.Resolve(
              due.attempt(), word.outcome(), word.operator(), word.reason(), now);
      switch (PaymentRules.decide(payment, command)) {
        case Decision.Refused(var refusal) -> {
          return new Resolved.Refused(refusal);
        }
        case Decision.Accepted(var events) -> {
          Change change = Change.next(payment, events, now);
          AttemptRun.Job job = settle.job(payment, due);
          Change answered = change.under(job.key()).answering(job.answer().apply(change.after()));
          switch (payments.commit(answered)) {
            case DONE -> {
              LOG.warn(
                  "attempt {} was resolved by an operator as {}",
                  due.attempt(),
                  word.outcome().wireName());
              return new Resolved.Done(change.after());
            }
            case OVERTAKEN -> payment = load(due);
            case KEY_TAKEN -> throw new IllegalStateException("no key is claimed here");
          }
        }
      }
    }
    throw new IllegalStateException("payment " + known.id() + " changes all the time");
  }

  private Payment load(Due due) {
    return payments
        .find(due.merchant(), due.payment())
        .orElseThrow(() -> new IllegalStateException("no payment " + due.payment()));
  }
}
