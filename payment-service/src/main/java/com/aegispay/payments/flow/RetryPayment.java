package com.aegispay.payments.flow;

import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Decision;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentCommand;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.payment.PaymentRules;
import com.aegispay.payments.routing.Route;
import com.aegispay.payments.store.Change;
import com.aegispay.payments.store.Payments;
import com.aegispay.payments.view.Answers;
import java.time.Instant;
import java.util.Optional;

/**
 * Tries a failed payment anew, with the card that it has and the risk check's word of before: a
 * payment has one assessment. The card's security code was not kept, so the gateway gets none.
 */
public final class RetryPayment {

  private final Replay replay;
  private final Payments payments;
  private final GatewayCalls gateways;
  private final AttemptRun run;
  private final Answers answers;
  private final Surroundings surroundings;

  public RetryPayment(
      Replay replay,
      Payments payments,
      GatewayCalls gateways,
      AttemptRun run,
      Answers answers,
      Surroundings surroundings) {
    this.replay = replay;
    this.payments = payments;
    this.gateways = gateways;
    this.run = run;
    this.answers = answers;
    this.surroundings = surroundings;
  }

  public Reply retry(PaymentId id, Request request) {
    return RequestedChange.reply(replay, payments, id, request, payment -> tried(payment, request));
  }

  /** Empty when another change of the payment came first. */
  private Optional<Reply> tried(Payment payment, Request request) {
    Route route = gateways.route(payment.details());
    if (route.gateways().isEmpty()) {
      return Optional.of(Reply.NoGateway.of(route));
    }
    AttemptId attempt = new AttemptId(surroundings.ids().next("att"));
    PaymentCommand.Next first = gateways.first(route, attempt);
    Instant now = surroundings.clock().instant();
    return switch (PaymentRules.decide(payment, new PaymentCommand.Retry(first, now))) {
      case Decision.Refused(var refusal) -> Optional.of(replay.afterRefusal(request, refusal));
      case Decision.Accepted(var events) -> {
        Change change =
            Change.next(payment, events, now.plus(surroundings.ladder().callMayTake()))
                .claiming(request.key(), request.fingerprint());
        yield switch (payments.commit(change)) {
          case DONE -> Optional.of(carryOut(change.after(), attempt, route, request));
          case KEY_TAKEN -> Optional.of(replay.afterLosing(request));
          case OVERTAKEN -> Optional.empty();
        };
      }
    };
  }

  private Reply carryOut(Payment payment, AttemptId attempt, Route route, Request request) {
    var job =
        new AttemptRun.Job(
            null,
            route.fallbacks(),
            request.key(),
            now -> answers.proceeded(now, request.id()),
            request.spent());
    return run.run(payment, attempt, job).reply();
  }
}
