package com.aegispay.payments.flow;

import com.aegispay.payments.flow.Steps.Step;
import com.aegispay.payments.payment.Attempt;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Decision;
import com.aegispay.payments.payment.Details;
import com.aegispay.payments.payment.Outcome;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentCommand;
import com.aegispay.payments.payment.PaymentEvent;
import com.aegispay.payments.payment.PaymentRules;
import com.aegispay.payments.store.Change;
import com.aegispay.payments.store.IdempotencyRecords;
import com.aegispay.payments.store.Payments;
import com.aegispay.payments.view.Answers.Written;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries an attempt that is written down to its answer: calls the gateway, with no transaction and
 * no connection held, feeds the answer back as a command, and commits what follows with the stored
 * answer. The only way to a gateway for new work; the sweeper feeds inquiries in by the same door.
 */
public final class AttemptRun {

  /** Rivals for one payment come one after another; so many in a row are a defect. */
  private static final int MAX_OVERTAKEN = 20;

  private final IdempotencyRecords records;
  private final Payments payments;
  private final GatewayCalls gateways;
  private final Surroundings surroundings;

  public AttemptRun(
      IdempotencyRecords records,
      Payments payments,
      GatewayCalls gateways,
      Surroundings surroundings) {
    this.records = records;
    this.payments = payments;
    this.gateways = gateways;
    this.surroundings = surroundings;
  }

  /**
   * What a run works for.
   *
   * @param securityCode the CVC, where the request brought one; it goes to the gateway and nowhere
   *     else
   * @param fallbacks gateways to ask if it is certain that nothing happened at the one before
   * @param key the idempotency key that waits for the answer
   * @param answer makes that answer from the payment
   */
  public record Job(
      @Nullable String securityCode,
      List<String> fallbacks,
      @Nullable String key,
      Function<Payment, Written> answer,
      ObjLongConsumer<String> spent) {

    /** Work that no request waits for. */
    static Job unasked() {
      return new Job(null, List.of(), null, payment -> new Written(200, ""), (where, nanos) -> {});
    }
  }

  /** A payment with the answer that was made of it. */
  public record Done(Payment payment, Written answer) {

    Reply reply() {
      return Reply.Answered.now(answer, payment);
    }
  }

  /** Runs the payment's open attempt. The answer is durable when this returns. */
  public Done run(Payment started, AttemptId first, Job job) {
    Payment payment = started;
    AttemptId attemptId = first;
    Deque<String> fallbacks = new ArrayDeque<>(job.fallbacks());
    while (true) {
      Attempt attempt = attempt(payment, attemptId);
      long before = System.nanoTime();
      surroundings.steps().reached(Step.CALLING, attempt.kind());
      Outcome outcome = gateways.call(payment, attempt, job.securityCode());
      job.spent().accept("gateway", System.nanoTime() - before);
      surroundings.steps().reached(Step.ANSWERED, attempt.kind());
      PaymentCommand.Next next = next(attempt, outcome, fallbacks);
      Done done = record(payment, attemptId, outcome, next, job);
      surroundings.steps().reached(Step.RECORDED, attempt.kind());
      if (next == null || done.payment().attempt(next.attempt()).isEmpty()) {
        return done;
      }
      payment = done.payment();
      attemptId = next.attempt();
    }
  }

  /** Commits what follows from an outcome, on whatever the payment has become in the meantime. */
  public Done record(
      Payment known,
      AttemptId attempt,
      Outcome outcome,
      PaymentCommand.@Nullable Next next,
      Job job) {
    Payment payment = known;
    for (int i = 0; i < MAX_OVERTAKEN; i++) {
      Instant now = surroundings.clock().instant();
      var command = new PaymentCommand.Answer(attempt, outcome, next, now);
      Change change =
          Change.next(payment, events(payment, command), askAgainAt(next, now)).under(job.key());
      Done done = new Done(change.after(), job.answer().apply(change.after()));
      if (change.events().isEmpty()) {
        // Known already: whoever wrote it has answered the key, or still works on its answer.
        return asStored(done, job.key());
      }
      boolean goesOn = next != null && change.after().attempt(next.attempt()).isPresent();
      if (!goesOn) {
        change = change.answering(done.answer());
      }
      surroundings.steps().reached(Step.RECORDING, attempt(payment, attempt).kind());
      switch (payments.commit(change)) {
        case DONE -> {
          return i == 0 ? done : asStored(done, job.key());
        }
        case OVERTAKEN -> payment = reload(payment);
        case KEY_TAKEN -> throw new IllegalStateException("no key is claimed here");
      }
    }
    throw new IllegalStateException("payment " + known.id() + " changes all the time");
  }

  /** Somebody else may have answered the key first; what is sent is what is stored. */
  private Done asStored(Done done, @Nullable String key) {
    if (key == null) {
      return done;
    }
    Details details = done.payment().details();
    return records
        .find(details.merchant(), details.livemode(), key)
        .flatMap(IdempotencyRecords.Claimed::answer)
        .map(answer -> new Done(done.payment(), new Written(answer.status(), answer.body())))
        .orElse(done);
  }

  private Payment reload(Payment payment) {
    return payments
        .find(payment.details().merchant(), payment.id())
        .orElseThrow(() -> new IllegalStateException("payment lost: " + payment.id()));
  }

  /** A new attempt gets the time of a call before it is asked for; a doubted one the ladder's. */
  private Instant askAgainAt(PaymentCommand.@Nullable Next next, Instant now) {
    return next == null
        ? now.plus(surroundings.ladder().afterCall(0))
        : now.plus(surroundings.ladder().callMayTake());
  }

  private PaymentCommand.@Nullable Next next(
      Attempt attempt, Outcome outcome, Deque<String> fallbacks) {
    boolean another =
        attempt.kind() == Attempt.Kind.AUTHORIZE
            && outcome instanceof Outcome.NotDone
            && !fallbacks.isEmpty();
    return another
        ? gateways.next(fallbacks.removeFirst(), new AttemptId(surroundings.ids().next("att")))
        : null;
  }

  private static List<PaymentEvent> events(Payment payment, PaymentCommand.Answer command) {
    return switch (PaymentRules.decide(payment, command)) {
      case Decision.Accepted(var events) -> events;
      case Decision.Refused(var refusal) ->
          throw new IllegalStateException("an answer was refused: " + refusal);
    };
  }

  private static Attempt attempt(Payment payment, AttemptId id) {
    return payment
        .attempt(id)
        .orElseThrow(() -> new IllegalStateException("no attempt " + id + " in " + payment.id()));
  }
}
