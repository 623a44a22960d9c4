package com.aegispay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void a_violation_is_a_metric_and_degrades_health_without_taking_it_down() {
    Rounds rounds = rounds(() -> report(3, null));
    assertThat(gauge("aegispay.audit.violations")).isNaN();
    rounds.run();
    assertThat(gauge("aegispay.audit.violations")).isEqualTo(3);
    assertThat(gauge("aegispay.audit.looked")).isEqualTo(7);
    assertThat(meters.get("aegispay.audit.last.run.seconds").gauge().value()).isEqualTo(2);
    assertThat(meters.get("aegispay.audit.age.seconds").gauge().value()).isEqualTo(60);
    assertThat(rounds.health().getStatus().getCode()).isEqualTo("DEGRADED");
    assertThat(rounds.health().getDetails()).containsEntry("sequences", 3L);
  }

  @Test
  void a_clean_audit_is_up() {
    Rounds rounds = rounds(() -> report(0, null));
    rounds.run();
    assertThat(rounds.health().getStatus().getCode()).isEqualTo("UP");
  }

  @Test
  void a_check_that_could_not_look_is_no_zero() {
    Rounds rounds = rounds(() -> report(0, "no such table"));
    rounds.run();
    assertThat(gauge("aegispay.audit.violations")).isNaN();
    assertThat(meters.get("aegispay.audit.failures").counter().count()).isEqualTo(1);
    assertThat(rounds.health().getStatus().getCode()).isEqualTo("DEGRADED");
  }

  @Test
  void a_database_that_is_away_is_told_and_waits_for_the_next_round() {
    Rounds rounds =
        rounds(
            () -> {
              throw new Audit.CouldNotLook("the database", new IllegalStateException("away"));
            });
    rounds.run();
    assertThat(meters.get("aegispay.audit.failures").counter().count()).isEqualTo(1);
    assertThat(rounds.health().getDetails())
        .containsEntry("trouble", "The audit could not look at the database: away");
  }

  private Rounds rounds(Supplier<Report> audit) {
    return new Rounds(audit, meters, Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC));
  }

  private double gauge(String name) {
    return meters.get(name).tag("check", "sequences").gauge().value();
  }

  private static Report report(long violations, @Nullable String trouble) {
    var finding =
        new Finding(
            "sequences", "No gaps.", 7, violations, List.of(), Duration.ofMillis(10), trouble);
    return new Report(NOW, Duration.ofSeconds(2), List.of(finding), Map.of(), List.of());
  }
}
