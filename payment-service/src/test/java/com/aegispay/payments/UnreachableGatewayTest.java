package com.aegispay.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.payments.Served.Merchant;
import com.aegispay.testkit.Door.Answer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreachableGatewayTest {

  private final Merchant merchant = Served.newMerchant();

  @ParameterizedTest
  @CsvSource({"manual, capture, 200", "manual, cancel, 200", "automatic, refunds, 201"})
  void nothingHappenedSoTheSameRequestMayComeAgainUnderTheSameKey(
      String method, String operation, int done) {
    Answer paid = merchant.pay(Served.order("4242424242424242", method));
    String path = "/v1/payments/" + paid.text("/id") + "/" + operation;
    CircuitBreaker breaker =
        Served.bean(CircuitBreakerRegistry.class).circuitBreaker(paid.text("/gateway"));
    Answer unreached;
    breaker.transitionToForcedOpenState();
    try {
      unreached = merchant.post(path, "{}", "Idempotency-Key", "k-" + operation);
    } finally {
      breaker.transitionToClosedState();
    }
    assertThat(unreached.status()).as(unreached.http().body()).isEqualTo(503);
    assertThat(unreached.header("Retry-After")).isNotNull();
    assertThat(unreached.text("/code")).isEqualTo("unavailable");
    assertThat(unreached.body().at("/retryable").asBoolean()).isTrue();
    assertThat(unreached.text("/payment/status")).isEqualTo(paid.text("/status"));

    Answer again = merchant.post(path, "{}", "Idempotency-Key", "k-" + operation);
    assertThat(again.status()).as(again.http().body()).isEqualTo(done);
    assertThat(again.header("Idempotent-Replayed")).isNull();
  }
}
