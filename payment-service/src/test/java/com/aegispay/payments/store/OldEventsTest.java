package com.aegispay.payments.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.payments.payment.PaymentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events are stored for ever: what was written before a field existed is read without it. */
class OldEventsTest {

  private final EventCodec codec = new EventCodec();

  @ParameterizedTest
  @ValueSource(strings = {"capture_failed", "cancel_failed", "refund_failed"})
  void whoSaidNoWasNotWrittenAtFirst(String kind) {
    PaymentEvent event =
        codec.read(
            kind,
            1,
            """
            {"refund": "re_1", "attempt": "att_1", "code": "down", "at": "2026-01-01T12:00:00Z"}
            """);
    assertThat(codec.write(event)).contains("\"declined\":false");
  }

  @Test
  void theTermsOfAGatewayWereNotWrittenAtFirst() {
    PaymentEvent event =
        codec.read(
            "authorization_started",
            1,
            """
            {"attempt": "att_1", "gateway": "sandbox_alpha", "at": "2026-01-01T12:00:00Z"}
            """);
    assertThat(event)
        .isInstanceOfSatisfying(
            PaymentEvent.AuthorizationStarted.class,
            started -> assertThat(started.terms()).isNull());
  }
}
