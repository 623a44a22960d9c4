package com.aegispay.analytics.figures;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The step of a time series, in UTC. */
public enum Interval {
  HOUR(ChronoUnit.HOURS),
  DAY(ChronoUnit.DAYS);

  private final ChronoUnit unit;

  Interval(ChronoUnit unit) {
    this.unit = unit;
  }

  /** When the step that holds this time begins. */
  public Instant startOf(Instant time) {
    return time.truncatedTo(unit);
  }

  public Duration length() {
    return unit.getDuration();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
