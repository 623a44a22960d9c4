package com.aegispay.payments.flow;

import com.aegispay.payments.payment.Attempt;
import com.aegispay.payments.payment.Decision;
import com.aegispay.payments.payment.Outcome;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentCommand;
import com.aegispay.payments.payment.PaymentEvent;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.payment.PaymentRules;
import com.aegispay.payments.store.Change;
import com.aegispay.payments.store.Payments;
import com.aegispay.payments.view.Answers;
import com.aegispay.payments.view.Answers.Written;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The customer is back from 3-D Secure: asks the gateway what came of it. Asked again, or of a
 * payment that waits for nobody, it shows the payment as it is.
 */
public final class AuthenticatePayment {

  private final Replay replay;
  private final Payments payments;
  private final GatewayCalls gateways;
  private final Answers answers;
  private final Surroundings surroundings;

  public AuthenticatePayment(
      Replay replay,
      Payments payments,
      GatewayCalls gateways,
      Answers answers,
      Surroundings surroundings) {
    this.replay = replay;
    this.payments = payments;
    this.gateways = gateways;
    this.answers = answers;
    this.surroundings = surroundings;
  }

  public Reply authenticate(PaymentId id, Request request) {
    return RequestedChange.reply(replay, payments, id, request, payment -> tried(payment, request));
  }

  /** Empty when another change of the payment came first. */
  private Optional<Reply> tried(Payment payment, Request request) {
    Instant now = surroundings.clock().instant();
    Change change =
        Change.next(
            payment,
            whatTheGatewaySays(payment, request, now),
            now.plus(surroundings.ladder().afterCall(0)));
    Written answer = answers.proceeded(change.after(), request.id());
    Change answered = change.claiming(request.key(), request.fingerprint()).answering(answer);
    return switch (payments.commit(answered)) {
      case DONE -> Optional.of(Reply.Answered.now(answer, change.after()));
      case KEY_TAKEN -> Optional.of(replay.afterLosing(request));
      case OVERTAKEN -> Optional.empty();
    };
  }

  private List<PaymentEvent> whatTheGatewaySays(Payment payment, Request request, Instant now) {
    Optional<Attempt> waiting = payment.challenged();
    if (waiting.isEmpty()) {
      return List.of();
    }
    long before = System.nanoTime();
    Outcome outcome = gateways.inquire(payment, waiting.get());
    request.spent().accept("gateway", System.nanoTime() - before);
    var said = new PaymentCommand.Answer(waiting.get().id(), outcome, null, now);
    return switch (PaymentRules.decide(payment, said)) {
      case Decision.Accepted(var events) -> events;
      case Decision.Refused(var refusal) ->
          throw new IllegalStateException("an answer was refused: " + refusal);
    };
  }
}
