package com.aegispay.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimingsTest {

  private static final long MILLISECOND = 1_000_000;

  private final Timings timings = new Timings(100, Duration.ofSeconds(1));

  @Test
  void what_the_gateway_took_is_not_the_platforms() {
    timings.add(
        0, answer(201, "platform;dur=3.0, fraud;dur=1.5, gateway;dur=120.5"), 130 * MILLISECOND);
    assertThat(timings.total(0.5)).isEqualTo(130);
    assertThat(timings.added(0.5)).isEqualTo(9.5);
  }

  @Test
  void waiting_for_a_turn_counts_from_when_the_payment_was_meant_to_start() {
    timings.add(5 * MILLISECOND, answer(201, "gateway;dur=0.0"), 30 * MILLISECOND);
    assertThat(timings.added(1)).isEqualTo(25);
  }

  @Test
  void a_quantile_is_a_time_that_was_measured() {
    for (int i = 1; i <= 100; i++) {
      timings.add(0, answer(201, ""), i * MILLISECOND);
    }
    assertThat(timings.total(0.5)).isEqualTo(50);
    assertThat(timings.total(0.99)).isEqualTo(99);
    assertThat(timings.total(0.999)).isEqualTo(100);
  }

  @Test
  void a_refusal_is_counted_and_not_timed() {
    timings.add(0, answer(503, ""), MILLISECOND);
    timings.lost(new IOException("reset"));
    assertThat(timings.count()).isZero();
    assertThat(timings.refused()).isEqualTo(2);
  }

  private static Wire.Answer answer(int status, String timing) {
    return new Wire.Answer(status, "server-timing: " + timing, "");
  }
}
