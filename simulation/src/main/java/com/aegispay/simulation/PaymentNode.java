package com.aegispay.simulation;

import com.aegispay.payments.flow.AttemptRun;
import com.aegispay.payments.flow.AuthenticatePayment;
import com.aegispay.payments.flow.AuthorizePayment;
import com.aegispay.payments.flow.ChangePayment;
import com.aegispay.payments.flow.DoDuties;
import com.aegispay.payments.flow.DoubtLadder;
import com.aegispay.payments.flow.GatewayCalls;
import com.aegispay.payments.flow.HearGateway;
import com.aegispay.payments.flow.PaymentLocks;
import com.aegispay.payments.flow.Replay;
import com.aegispay.payments.flow.ResolveAttempt;
import com.aegispay.payments.flow.RetryPayment;
import com.aegispay.payments.flow.SettleDoubt;
import com.aegispay.payments.flow.SettlePayments;
import com.aegispay.payments.flow.Surroundings;
import com.aegispay.payments.gateway.Gateway;
import com.aegispay.payments.gateway.GatewayFailed;
import com.aegispay.payments.gateway.Gateways;
import com.aegispay.payments.gateway.GuardedGateway;
import com.aegispay.payments.payment.Details;
import com.aegispay.payments.vault.CardDetails;
import com.aegispay.payments.view.Answers;
import com.aegispay.starter.id.Ids;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** One process of payment-service: its flows, with what they work on as this process reaches it. */
final class PaymentNode {

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final Timer UNMEASURED = new CompositeMeterRegistry().timer("unmeasured");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final DoubtLadder LADDER =
      new DoubtLadder(
          Duration.ofSeconds(30),
          List.of(
              Duration.ofSeconds(5),
              Duration.ofSeconds(30),
              Duration.ofMinutes(2),
              Duration.ofMinutes(10),
              Duration.ofHours(1),
              Duration.ofHours(6),
              Duration.ofHours(24)),
          Duration.ofMillis(500));
  private static final CardDetails CARD =
      new CardDetails("4242424242424242", YearMonth.of(2030, 12), null, null);

  final Life life;
  final AuthorizePayment authorize;
  final ChangePayment change;
  final SettleDoubt doubt;
  final HearGateway hear;
  final SettlePayments settle;
  final DoDuties duties;
  final AuthenticatePayment authenticate;
  final RetryPayment retry;
  final ResolveAttempt resolve;

  PaymentNode(Nature nature, Life life, Database database, List<House> houses, Ids ids) {
    this.life = life;
    Clock clock = nature.world().clock();
    var payments = new SimulatedPayments(nature, life, database, ids);
    var open = new SimulatedOpenAttempts(nature, life, database);
    var surroundings = new Surroundings(LADDER, ids, clock, (step, kind) -> nature.step(life));
    var calls =
        new GatewayCalls(
            gateways(nature, life, houses),
            (merchant, token) -> CARD,
            withoutRedis(clock),
            TIMEOUT);
    var replay = new Replay(payments);
    var answers = new Answers(JSON);
    var run = new AttemptRun(payments, payments, calls, surroundings);
    this.authorize =
        new AuthorizePayment(
            replay, question -> risk(nature), calls, payments, run, answers, surroundings);
    this.change = new ChangePayment(replay, payments, run, answers, surroundings);
    this.doubt = new SettleDoubt(open, payments, calls, run, answers, surroundings);
    this.hear = new HearGateway(open, payments, doubt);
    this.settle = new SettlePayments(payments, clock);
    var due = new SimulatedDuePayments(nature, life, database);
    this.duties = new DoDuties(due, payments, calls, run, surroundings);
    this.authenticate = new AuthenticatePayment(replay, payments, calls, answers, surroundings);
    this.retry = new RetryPayment(replay, payments, calls, run, answers, surroundings);
    this.resolve = new ResolveAttempt(open, payments, calls, doubt, surroundings);
  }

  /** The versions alone must do. */
  private static PaymentLocks withoutRedis(Clock clock) {
    return new PaymentLocks(null, clock, Duration.ZERO);
  }

  private static Details.Risk risk(Nature nature) {
    World world = nature.world();
    world.rest(world.between(1_000, 150_000));
    Details.RiskDecision decision =
        world.chance(0.03) ? Details.RiskDecision.DECLINE : Details.RiskDecision.APPROVE;
    return new Details.Risk(world.any(100), decision, List.of());
  }

  private static Gateways gateways(Nature nature, Life life, List<House> houses) {
    List<GuardedGateway> guarded = new ArrayList<>();
    for (House house : houses) {
      Gateway gateway = new SimulatedGateway(nature, life, house, 100 + 10 * guarded.size());
      guarded.add(
          new GuardedGateway(
              gateway,
              Bulkhead.ofDefaults(house.name),
              CircuitBreaker.of(house.name, breaker(nature.world())),
              UNMEASURED));
    }
    return new Gateways(guarded);
  }

  private static CircuitBreakerConfig breaker(World world) {
    return CircuitBreakerConfig.custom()
        .recordResult(new GatewayFailed())
        .slidingWindow(50, 20, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
        .failureRateThreshold(60)
        .waitDurationInOpenState(Duration.ofSeconds(10))
        .permittedNumberOfCallsInHalfOpenState(5)
        .clock(world.clock())
        .currentTimestampFunction(clock -> clock.millis(), TimeUnit.MILLISECONDS)
        .build();
  }
}
