package com.aegispay.audit;

import com.aegispay.starter.health.RedisHealth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.health.contributor.Health;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * One audit after another, and what the last ones said.
 *
 * <p>Metrics: {@code aegispay.audit.violations} (check), {@code aegispay.audit.looked} (check),
 * {@code aegispay.audit.last.run.seconds} (how long the last one took), {@code
 * aegispay.audit.age.seconds} (since the last one that could look), {@code aegispay.audit.failures}
 * (rounds that could not look). A check that never looked is not a number.
 */
public final class Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final Supplier<Report> audit;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Instant started;
  private volatile @Nullable Report last;
  private volatile @Nullable String trouble;

  public Rounds(Supplier<Report> audit, MeterRegistry meters, Clock clock) {
    this.audit = audit;
    this.meters = meters;
    this.clock = clock;
    this.started = clock.instant();
    for (Check check : Checks.ALL) {
      gauge("aegispay.audit.violations", check, "what is not as promised", Finding::violations);
      gauge("aegispay.audit.looked", check, "what was looked at", Finding::looked);
    }
    var _ =
        Gauge.builder("aegispay.audit.last.run.seconds", this, Rounds::seconds)
            .description("how long the last audit took")
            .register(meters);
    var _ =
        Gauge.builder(
                "aegispay.audit.age.seconds", this, rounds -> rounds.age().toMillis() / 1000.0)
            .description("time since the last audit that could look at everything")
            .register(meters);
  }

  /** Audits once. What it finds is logged, each violation with its ids. */
  @Scheduled(
      fixedDelayString = "${aegispay.audit.every:5m}",
      initialDelayString = "${aegispay.audit.every:5m}")
  public void run() {
    try (var _ = MDC.putCloseable("service", "auditor")) {
      Report report = audit.get();
      last = report;
      trouble = report.troubles().isEmpty() ? null : report.troubles().getFirst().trouble();
      report.findings().forEach(Rounds::log);
    } catch (Audit.CouldNotLook e) {
      trouble = e.getMessage();
      LOG.warn("{}", e.getMessage());
    }
    if (trouble != null) {
      meters.counter("aegispay.audit.failures").increment();
    }
  }

  /** Violations and an auditor that cannot look degrade; it is never down for them. */
  Health health() {
    Report report = last;
    String wrong = trouble;
    Health.Builder health =
        wrong != null || (report != null && report.violations() > 0)
            ? Health.status(RedisHealth.DEGRADED)
            : Health.up();
    if (wrong != null) {
      health.withDetail("trouble", wrong);
    }
    if (report != null) {
      health.withDetail("as_of", report.at().toString());
      report.findings().stream()
          .filter(finding -> finding.violations() > 0)
          .forEach(finding -> health.withDetail(finding.check(), finding.violations()));
    }
    return health.build();
  }

  private static void log(Finding finding) {
    for (Violation violation : finding.shown()) {
      LOG.error(
          "VIOLATION {}: {}: expected {}, actual {}",
          finding.check(),
          violation.ids(),
          violation.expected(),
          violation.actual());
    }
    if (finding.trouble() != null) {
      LOG.error("{} could not look: {}", finding.check(), finding.trouble());
    }
  }

  private void gauge(String name, Check check, String description, ToLongFunction<Finding> figure) {
    var _ =
        Gauge.builder(name, this, rounds -> rounds.figure(check, figure))
            .description(description)
            .tag("check", check.name())
            .register(meters);
  }

  private double figure(Check check, ToLongFunction<Finding> figure) {
    Report report = last;
    return report == null
        ? Double.NaN
        : report.findings().stream()
            .filter(finding -> finding.check().equals(check.name()) && finding.trouble() == null)
            .mapToDouble(figure::applyAsLong)
            .findFirst()
            .orElse(Double.NaN);
  }

  private double seconds() {
    Report report = last;
    return report == null ? Double.NaN : report.took().toMillis() / 1000.0;
  }

  private Duration age() {
    Report report = last;
    Instant from = report == null || !report.troubles().isEmpty() ? started : report.at();
    return Duration.between(from, clock.instant());
  }
}
