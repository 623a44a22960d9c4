package com.aegispay.payments.risk;

import com.aegispay.outbox.TraceParent;
import com.aegispay.payments.payment.Details;
import com.aegispay.payments.payment.Details.Risk;
import com.aegispay.payments.payment.Details.RiskDecision;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

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

  private final RestClient fraudService;
  private final CircuitBreaker breaker;
  private final RiskDecision fallback;
  private volatile boolean answering = true;

  public RemoteRiskCheck(RestClient fraudService, CircuitBreaker breaker, RiskDecision fallback) {
    this.fraudService = fraudService;
    this.breaker = breaker;
    this.fallback = fallback;
  }

  @Override
  public Risk ask(Question question) {
    try {
      Risk assessed = breaker.executeSupplier(() -> call(question));
      answering = true;
      return assessed;
    } catch (RestClientException | CallNotPermittedException e) {
      answering = false;
      LOG.warn("no risk check within its budget: {}", e.getClass().getSimpleName());
      return new Risk(null, fallback, List.of("risk_check_unavailable"));
    }
  }

  private static RiskDecision decision(String name) {
    return Arrays.stream(RiskDecision.values())
        .filter(known -> known.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new RestClientException("an assessment of an unknown decision"));
  }

  /** Whether the last question was answered in time. */
  public boolean isAnswering() {
    return answering;
  }

  /** What holds without an answer. */
  public RiskDecision fallback() {
    return fallback;
  }

  private static void trace(HttpHeaders headers) {
    String parent = TraceParent.current();
    if (parent != null) {
      headers.set("traceparent", parent);
    }
  }

  private Risk call(Question question) {
    Details.Card card = question.card();
    Reply reply =
        fraudService
            .post()
            .uri("/internal/v1/fraud/assessments")
            .headers(RemoteRiskCheck::trace)
            .contentType(MediaType.APPLICATION_JSON)
            .body(
                new Body(
                    question.payment().value(),
                    question.merchant().value(),
                    question.livemode(),
                    question.amount().minor(),
                    question.amount().currency().code(),
                    new CardBody(card.fingerprint(), card.bin(), card.last4(), card.brand()),
                    question.customer()))
            .retrieve()
            .body(Reply.class);
    if (reply == null || reply.decision() == null || reply.reasons() == null) {
      throw new RestClientException("an assessment that says nothing");
    }
    return new Risk(
        reply.score(),
        decision(reply.decision()),
        reply.reasons().stream().map(Reason::code).toList());
  }
}
