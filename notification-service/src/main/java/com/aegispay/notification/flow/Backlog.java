package com.aegispay.notification.flow;

import com.aegispay.notification.store.SendingQueue;
import com.aegispay.starter.health.RedisHealth;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * How far behind the sending is: the age of the oldest delivery that is due. Metric {@code
 * aegispay.webhooks.oldest.due.age}; more than five minutes is degraded, because an attempt ends
 * after fifteen seconds.
 */
@Component("webhooksHealthIndicator")
public final class Backlog implements HealthIndicator {

  private static final Duration TOO_OLD = Duration.ofMinutes(5);

  private final SendingQueue queue;
  private final InstantSource clock;

  public Backlog(SendingQueue queue, InstantSource clock, MeterRegistry meters) {
    this.queue = queue;
    this.clock = clock;
    TimeGauge.builder(
            "aegispay.webhooks.oldest.due.age", this, TimeUnit.MILLISECONDS, Backlog::oldestDueMs)
        .register(meters);
  }

  @Override
  public Health health() {
    Duration age = oldestDueAge();
    var health = age.compareTo(TOO_OLD) > 0 ? Health.status(RedisHealth.DEGRADED) : Health.up();
    return health.withDetail("oldest_due_age_seconds", age.toSeconds()).build();
  }

  private Duration oldestDueAge() {
    var now = clock.instant();
    return queue
        .oldestDue()
        .map(due -> Duration.between(due, now))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  private double oldestDueMs() {
    try {
      return oldestDueAge().toMillis();
    } catch (DataAccessException e) {
      return Double.NaN;
    }
  }
}
