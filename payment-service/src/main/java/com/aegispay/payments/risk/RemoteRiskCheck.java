package com.aegispay.payments.risk;

import com.aegispay.money.Money;
import com.aegispay.outbox.TraceParent;
import com.aegispay.payments.outbound.JsonCalls;
import com.aegispay.payments.payment.Details;
import com.aegispay.payments.payment.Details.Risk;
import com.aegispay.payments.payment.Details.RiskDecision;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.PaymentId;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The check of fraud-service. It answers within its budget, always: without an answer the declared
 * fallback holds, with the reason {@code risk_check_unavailable} and no score.
 */
public final class RemoteRiskCheck implements RiskCheck {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteRiskCheck.class);

  private record Body(
      String payment,
      String merchantId,
      boolean livemode,
      long amount,
      String currency,
      CardBody card,
      Details.@Nullable Customer customer) {}

  private record CardBody(String fingerprint, String bin, String last4, String brand) {}

  private record Reply(
      String id, int score, @Nullable String decision, @Nullable List<Reason> reasons) {}

  private record Reason(String code) {}

  /** There is no answer that can be used. */
  private static final class NoAssessment extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoAssessment(String why) {
      super(why, null, false, false);
    }
  }

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final int OK = 200;

  private static final int REHEARSALS = 5;

  /** Of the merchant whose payments fraud-service assesses and forgets. */
  private static final Question REHEARSAL =
      new Question(
          new PaymentId("rehearsal"),
          new MerchantId("rehearsal"),
          false,
          Money.of(1000, "EUR"),
          new Details.Card("", "visa", "4242", "42424242", 12, 2040, "rehearsal"),
          null);

  private final JsonCalls calls;
  private final URI assessments;
  private final String secret;
  private final CircuitBreaker breaker;
  private final Duration budget;
  private final RiskDecision fallback;
  private volatile boolean answering = true;

  public RemoteRiskCheck(
      JsonCalls calls, FraudProperties properties, String secret, CircuitBreaker breaker) {
    this.calls = calls;
    this.assessments = properties.url().resolve("/internal/v1/fraud/assessments");
    this.secret = secret;
    this.breaker = breaker;
    this.budget = properties.budget();
    this.fallback = properties.fallback();
  }

  @Override
  public Risk ask(Question question) {
    try {
      Risk assessed = breaker.executeSupplier(() -> call(question));
      answering = true;
      return assessed;
    } catch (NoAssessment | CallNotPermittedException e) {
      answering = false;
      LOG.warn("no risk check within its budget: {}", e.getMessage());
      return new Risk(null, fallback, List.of("risk_check_unavailable"));
    }
  }

  /**
   * Asks about a payment that nobody made, a few times: what a process does first it does slower
   * than a payment waits. Whether fraud-service answers does not matter.
   */
  public void rehearse() {
    for (int i = 0; i < REHEARSALS; i++) {
      try {
        var _ = call(REHEARSAL);
      } catch (NoAssessment e) {
        LOG.debug("a rehearsal without an answer: {}", e.getMessage());
      }
    }
  }

  private static RiskDecision decision(String name) {
    return Arrays.stream(RiskDecision.values())
        .filter(known -> known.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new NoAssessment("an unknown decision"));
  }

  /** Whether the last question was answered in time. */
  public boolean isAnswering() {
    return answering;
  }

  /** What holds without an answer. */
  public RiskDecision fallback() {
    return fallback;
  }

  private Risk call(Question question) {
    Details.Card card = question.card();
    var body =
        new Body(
            question.payment().value(),
            question.merchant().value(),
            question.livemode(),
            question.amount().minor(),
            question.amount().currency().code(),
            new CardBody(card.fingerprint(), card.bin(), card.last4(), card.brand()),
            question.customer());
    byte[] written = JSON.writeValueAsBytes(body);
    return switch (calls.post(assessments, secret, TraceParent.current(), written, budget)) {
      case JsonCalls.Answer(int status, String answer) when status == OK -> risk(read(answer));
      case JsonCalls.Answer(int status, String _) -> throw new NoAssessment("status " + status);
      case JsonCalls.NotSent() -> throw new NoAssessment("fraud-service cannot be reached");
      case JsonCalls.NoAnswer(String reason) -> throw new NoAssessment(reason);
    };
  }

  private static Reply read(String answer) {
    try {
      return JSON.readValue(answer, Reply.class);
    } catch (JacksonException e) {
      throw new NoAssessment("an answer that is no assessment");
    }
  }

  private static Risk risk(@Nullable Reply reply) {
    if (reply == null || reply.decision() == null || reply.reasons() == null) {
      throw new NoAssessment("an assessment that says nothing");
    }
    return new Risk(
        reply.score(),
        decision(reply.decision()),
        reply.reasons().stream().map(Reason::code).toList());
  }
}
