package com.aegispay.payments.flow;

import com.aegispay.money.Money;
import com.aegispay.payments.flow.Steps.Step;
import com.aegispay.payments.payment.Attempt.Kind;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.CaptureMethod;
import com.aegispay.payments.payment.Details;
import com.aegispay.payments.payment.Details.Risk;
import com.aegispay.payments.payment.Details.RiskDecision;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentCommand;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.payment.PaymentRules;
import com.aegispay.payments.risk.RiskCheck;
import com.aegispay.payments.routing.Route;
import com.aegispay.payments.store.Change;
import com.aegispay.payments.store.Payments;
import com.aegispay.payments.view.Answers;
import com.aegispay.payments.view.Answers.Written;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The money path. Before the first commit nothing is durable and there is nothing to undo; the
 * first commit takes the key and writes down what the gateway will be asked; the second writes its
 * answer.
 */
public final class AuthorizePayment {

  private final Replay replay;
  private final RiskCheck risk;
  private final GatewayCalls gateways;
  private final Payments payments;
  private final AttemptRun run;
  private final Answers answers;
  private final Surroundings surroundings;

  public AuthorizePayment(
      Replay replay,
      RiskCheck risk,
      GatewayCalls gateways,
      Payments payments,
      AttemptRun run,
      Answers answers,
      Surroundings surroundings) {
    this.replay = replay;
    this.risk = risk;
    this.gateways = gateways;
    this.payments = payments;
    this.run = run;
    this.answers = answers;
    this.surroundings = surroundings;
  }

  /**
   * A payment that a merchant wants.
   *
   * @param securityCode the CVC, where the request brought one
   */
  public record Order(
      Money amount,
      CaptureMethod captureMethod,
      @Nullable Instant captureAt,
      Details.Card card,
      @Nullable String securityCode,
      Details.@Nullable Customer customer,
      @Nullable String description,
      Map<String, String> metadata,
      @Nullable String gateway,
      @Nullable String returnUrl) {}

  /** The reply to a repetition; empty when this key is new. */
  public Optional<Reply> earlier(Request request) {
    return replay.of(request);
  }

  /** Pays. The caller has asked for {@link #earlier} before. */
  public Reply pay(Order order, Request request) {
    PaymentId id = new PaymentId(surroundings.ids().next("pay"));
    MDC.put("payment_id", id.value());
    Risk assessed = assess(id, order, request);
    Details details = details(id, order, assessed, request);
    if (assessed.decision() == RiskDecision.DECLINE) {
      return block(details, request);
    }
    Route route = gateways.route(details);
    if (route.gateways().isEmpty()) {
      return Reply.NoGateway.of(route);
    }
    AttemptId attempt = new AttemptId(surroundings.ids().next("att"));
    PaymentCommand.Next first = gateways.first(route, attempt);
    Instant callOverAt = details.createdAt().plus(surroundings.ladder().callMayTake());
    Change change =
        Change.begin(PaymentRules.initiate(details, first), callOverAt)
            .claiming(request.key(), request.fingerprint());
    surroundings.steps().reached(Step.DECIDED, Kind.AUTHORIZE);
    return switch (payments.commit(change)) {
      case DONE -> carryOut(change.after(), attempt, route, order, request);
      case KEY_TAKEN -> replay.afterLosing(request);
      case OVERTAKEN -> throw new IllegalStateException("a new payment existed already: " + id);
    };
  }

  private Risk assess(PaymentId id, Order order, Request request) {
    long before = System.nanoTime();
    Risk assessed =
        risk.ask(
            new RiskCheck.Question(
                id,
                request.merchant(),
                request.livemode(),
                order.amount(),
                order.card(),
                order.customer()));
    request.spent().accept("fraud", System.nanoTime() - before);
    return assessed;
  }

  private Reply block(Details details, Request request) {
    Change blocked = Change.begin(PaymentRules.initiateBlocked(details), details.createdAt());
    Written answer = answers.created(blocked.after(), request.id());
    Change change = blocked.claiming(request.key(), request.fingerprint()).answering(answer);
    return switch (payments.commit(change)) {
      case DONE -> Reply.Answered.now(answer, change.after());
      case KEY_TAKEN -> replay.afterLosing(request);
      case OVERTAKEN ->
          throw new IllegalStateException("a new payment existed already: " + details.id());
    };
  }

  private Reply carryOut(
      Payment payment, AttemptId attempt, Route route, Order order, Request request) {
    surroundings.steps().reached(Step.STARTED, Kind.AUTHORIZE);
    var job =
        new AttemptRun.Job(
            order.securityCode(),
            route.fallbacks(),
            request.key(),
            now -> answers.created(now, request.id()),
            request.spent());
    return run.run(payment, attempt, job).reply();
  }

  private Details details(PaymentId id, Order order, Risk assessed, Request request) {
    return new Details(
        id,
        request.merchant(),
        request.livemode(),
        order.amount(),
        order.captureMethod(),
        order.captureAt(),
        order.card(),
        order.customer(),
        order.description(),
        order.metadata(),
        order.gateway(),
        order.returnUrl(),
        assessed,
        surroundings.clock().instant());
  }
}
