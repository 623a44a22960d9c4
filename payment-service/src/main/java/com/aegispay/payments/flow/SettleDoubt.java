package com.aegispay.payments.flow;

import com.aegispay.outbox.Trouble;
import com.aegispay.payments.flow.Steps.Step;
import com.aegispay.payments.payment.Attempt;
import com.aegispay.payments.payment.Outcome;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.store.OpenAttempts;
import com.aegispay.payments.store.OpenAttempts.Due;
import com.aegispay.payments.store.Payments;
import com.aegispay.payments.view.Answers;
import com.aegispay.payments.view.Answers.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Finds the outcome of attempts that have none: those whose gateway did not answer, and those whose
 * process died in the middle. It asks the gateway that has the attempt, never another one.
 */
public final class SettleDoubt {

  private static final Logger LOG = LoggerFactory.getLogger(SettleDoubt.class);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final int BATCH = 50;

  private final OpenAttempts open;
  private final Payments payments;
  private final GatewayCalls gateways;
  private final AttemptRun run;
  private final Answers answers;
  private final Surroundings surroundings;

  public SettleDoubt(
      OpenAttempts open,
      Payments payments,
      GatewayCalls gateways,
      AttemptRun run,
      Answers answers,
      Surroundings surroundings) {
    this.open = open;
    this.payments = payments;
    this.gateways = gateways;
    this.run = run;
    this.answers = answers;
    this.surroundings = surroundings;
  }

  /** Asks for every attempt that is due; returns how many were. */
  public int sweep() {
    List<Due> due = take();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      due.forEach(attempt -> threads.execute(() -> settleOne(attempt)));
    }
    return due.size();
  }

  /** Takes what is due, for as long as asking for it may take. */
  public List<Due> take() {
    return open.take(surroundings.clock().instant(), LEASE, BATCH);
  }

  /** Asks for an attempt that was taken. */
  public void settleOne(Due attempt) {
    try (var _ = MDC.putCloseable("payment_id", attempt.payment().value());
        var _ = MDC.putCloseable("merchant_id", attempt.merchant().value())) {
      settle(attempt);
    } catch (RuntimeException e) {
      LOG.error(
          "attempt {} could not be settled, and is tried again: {}",
          attempt.attempt(),
          Trouble.describe(e));
    }
  }

  private void settle(Due due) {
    Payment payment =
        payments
            .find(due.merchant(), due.payment())
            .orElseThrow(() -> new IllegalStateException("no payment " + due.payment()));
    Attempt attempt = attempt(payment, due);
    surroundings.steps().reached(Step.TAKEN, attempt.kind());
    Outcome outcome =
        attempt.isOpen()
            ? gateways.inquire(payment, attempt)
            : new Outcome.InDoubt("already_known");
    surroundings.steps().reached(Step.INQUIRED, attempt.kind());
    AttemptRun.Done done = record(payment, due, outcome);
    surroundings.steps().reached(Step.SETTLED, attempt.kind());
    boolean stillOpen = done.payment().attempt(due.attempt()).filter(Attempt::isOpen).isPresent();
    if (stillOpen) {
      Instant now = surroundings.clock().instant();
      @Nullable Instant again =
          surroundings.ladder().afterInquiry(due.asked() + 1).map(now::plus).orElse(null);
      open.askAgain(due, again);
      if (again == null) {
        LOG.error("attempt {} is still unknown; an operator must decide", due.attempt());
      }
    } else {
      LOG.info("attempt {} settled: {}", due.attempt(), done.payment().status().wireName());
    }
  }

  /** Writes what became of an attempt, and the answer that its request may still wait for. */
  AttemptRun.Done record(Payment payment, Due due, Outcome outcome) {
    return run.record(payment, due.attempt(), outcome, null, job(payment, due));
  }

  private static Attempt attempt(Payment payment, Due due) {
    return payment
        .attempt(due.attempt())
        .orElseThrow(() -> new IllegalStateException("no attempt " + due.attempt()));
  }

  /** The request that the attempt was made for may still wait for its answer. */
  AttemptRun.Job job(Payment payment, Due due) {
    Attempt attempt = attempt(payment, due);
    String key = payments.keyOf(due.merchant(), due.attempt()).orElse(null);
    String requestId = surroundings.ids().next("req");
    return new AttemptRun.Job(
        null, List.of(), key, now -> answer(now, attempt, requestId), (where, nanos) -> {});
  }

  private Written answer(Payment payment, Attempt attempt, String requestId) {
    return switch (attempt.kind()) {
      case AUTHORIZE -> answers.created(payment, requestId);
      case CAPTURE, CANCEL, EXPIRE, REVERSE, WITHDRAW ->
          answers.changed(payment, attempt.id(), requestId);
      case REFUND ->
          attempt.refund() == null
              ? answers.changed(payment, attempt.id(), requestId)
              : answers.refunded(payment, attempt.refund(), requestId);
    };
  }
}
