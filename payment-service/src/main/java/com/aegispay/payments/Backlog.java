package com.aegispay.payments;

import com.aegispay.payments.store.AttemptsInDoubt;
import com.aegispay.payments.store.DuePayments;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What waits to be settled or done, as meters. Ages are in seconds and 0 where nothing waits; they
 * grow between two measurements, so that an instance that no longer measures is seen, too.
 */
@Component
final class Backlog {

  private final AttemptsInDoubt attempts;
  private final DuePayments due;
  private final Clock clock;
  private volatile Seen seen = new Seen(null, new AttemptsInDoubt.Unknown(0, null), 0, null);

  private record Seen(
      @Nullable Instant oldestOpen,
      AttemptsInDoubt.Unknown unknown,
      long strays,
      @Nullable Instant oldestDue) {}

  Backlog(AttemptsInDoubt attempts, DuePayments due, MeterRegistry meters, Clock clock) {
    this.attempts = attempts;
    this.due = due;
    this.clock = clock;
    meters.gauge(
        "aegispay.attempts.oldest.open.seconds", this, now -> now.age(now.seen.oldestOpen()));
    meters.gauge(
        "aegispay.attempts.oldest.unknown.seconds",
        this,
        now -> now.age(now.seen.unknown().since()));
    meters.gauge("aegispay.attempts.unknown", this, now -> now.seen.unknown().count());
    meters.gauge("aegispay.attempts.stray", this, now -> now.seen.strays());
    meters.gauge(
        "aegispay.duties.oldest.overdue.seconds", this, now -> now.age(now.seen.oldestDue()));
  }

  void measure() {
    seen =
        new Seen(
            attempts.oldest().orElse(null),
            attempts.unknown(),
            attempts.strays(),
            due.oldest().orElse(null));
  }

  private double age(@Nullable Instant since) {
    return since == null ? 0 : Math.max(0, Duration.between(since, clock.instant()).toSeconds());
  }
}
