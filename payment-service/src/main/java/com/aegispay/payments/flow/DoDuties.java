package com.aegispay.payments.flow;

import com.aegispay.outbox.Trouble;
import com.aegispay.payments.payment.Attempt;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Decision;
import com.aegispay.payments.payment.Duty;
import com.aegispay.payments.payment.Outcome;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentCommand;
import com.aegispay.payments.payment.PaymentRules;
import com.aegispay.payments.payment.RefundId;
import com.aegispay.payments.store.Change;
import com.aegispay.payments.store.DuePayments;
import com.aegispay.payments.store.DuePayments.Due;
import com.aegispay.payments.store.Payments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Does what the platform owes payments of itself, when it is due: automatic captures, the end of
 * holds and challenges, cancel wishes, and giving back what a gateway approved too late. Each goes
 * the way of a merchant's request: decided by the law, written down, called, answered.
 */
public final class DoDuties {

  private static final Logger LOG = LoggerFactory.getLogger(DoDuties.class);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final int BATCH = 50;

  private final DuePayments due;
  private final Payments payments;
  private final GatewayCalls gateways;
  private final AttemptRun run;
  private final Surroundings surroundings;

  public DoDuties(
      DuePayments due,
      Payments payments,
      GatewayCalls gateways,
      AttemptRun run,
      Surroundings surroundings) {
    this.due = due;
    this.payments = payments;
    this.gateways = gateways;
    this.run = run;
    this.surroundings = surroundings;
  }

  /** Does what is due; returns how many payments were. */
  public int sweep() {
    List<Due> taken = take();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      taken.forEach(payment -> threads.execute(() -> doOne(payment)));
    }
    return taken.size();
  }

  /** Takes what is due, for as long as doing it may take. */
  public List<Due> take() {
    return due.take(surroundings.clock().instant(), LEASE, BATCH);
  }

  /** Does what a payment that was taken is due for. */
  public void doOne(Due taken) {
    try (var _ = MDC.putCloseable("payment_id", taken.payment().value());
        var _ = MDC.putCloseable("merchant_id", taken.merchant().value())) {
      Payment payment =
          payments
              .find(taken.merchant(), taken.payment())
              .orElseThrow(() -> new IllegalStateException("no payment " + taken.payment()));
      Optional<Duty> duty = Duty.next(payment);
      Instant now = surroundings.clock().instant();
      if (duty.isEmpty() || duty.get().at().isAfter(now)) {
        due.putBack(taken, duty.map(Duty::at).orElse(null));
      } else if (mayGoOn(payment, duty.get())) {
        carryOut(payment, duty.get(), now);
      }
    } catch (RuntimeException e) {
      LOG.error("a duty could not be done, and is tried again: {}", Trouble.describe(e));
    }
  }

  /** A challenge does not end before its gateway was asked whether the customer has come. */
  private boolean mayGoOn(Payment payment, Duty duty) {
    Optional<Attempt> challenged =
        switch (duty) {
          case Duty.Expire _ -> payment.challenged();
          case Duty.Withdraw(var abandoned, var _) -> payment.attempt(abandoned);
          case Duty.Reverse _, Duty.Release _, Duty.GiveBack _, Duty.Capture _ -> Optional.empty();
        };
    if (challenged.isEmpty()) {
      return true;
    }
    Outcome outcome = gateways.inquire(payment, challenged.get());
    return switch (outcome) {
      case Outcome.NeedsCustomer _ -> true;
      case Outcome.InDoubt(var reason) -> {
        LOG.warn("the challenge stays open, its gateway does not say: {}", reason);
        yield false;
      }
      case Outcome.NotDone _ when duty instanceof Duty.Expire -> true;
      case Outcome.Approved _, Outcome.Declined _, Outcome.NotDone _, Outcome.Pending _ -> {
        AttemptRun.Done done =
            run.record(payment, challenged.get().id(), outcome, null, AttemptRun.Job.unasked());
        LOG.info("the gateway waits for nobody: {}", done.payment().status().wireName());
        yield false;
      }
    };
  }

  private void carryOut(Payment payment, Duty duty, Instant now) {
    AttemptId attempt = new AttemptId(surroundings.ids().next("att"));
    RefundId refund = new RefundId(surroundings.ids().next("re"));
    PaymentCommand command = duty.command(attempt, refund, now);
    switch (PaymentRules.decide(payment, command)) {
      case Decision.Refused(var refusal) -> LOG.error("{} was refused: {}", duty, refusal);
      case Decision.Accepted(var events) -> {
        Instant callOverAt = now.plus(surroundings.ladder().callMayTake());
        Change change = Change.next(payment, events, callOverAt);
        switch (payments.commit(change)) {
          case DONE -> call(change.after(), duty, attempt);
          case OVERTAKEN -> LOG.debug("{} was overtaken", duty);
          case KEY_TAKEN -> throw new IllegalStateException("no key is claimed here");
        }
      }
    }
  }

  private void call(Payment written, Duty duty, AttemptId attempt) {
    Payment now =
        written.attempt(attempt).isPresent()
            ? run.run(written, attempt, AttemptRun.Job.unasked()).payment()
            : written;
    LOG.info("{}: {}", duty.getClass().getSimpleName(), now.status().wireName());
  }
}
