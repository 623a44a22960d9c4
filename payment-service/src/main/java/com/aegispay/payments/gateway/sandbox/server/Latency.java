package com.aegispay.payments.gateway.sandbox.server;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a gateway takes to answer: log-normally distributed, as answers of real ones are.
 *
 * @param p50 half of the answers are faster
 * @param p99 99 % of the answers are faster; the same as {@code p50} for a fixed time
 */
public record Latency(Duration p50, Duration p99) {

  /** The 99th percentile of the standard normal distribution. */
  private static final double Z99 = 2.326;

  public Latency {
    if (p50.isNegative() || p99.compareTo(p50) < 0) {
      throw new IllegalArgumentException("a latency needs 0 <= p50 <= p99");
    }
  }

  /** The time of the next answer. */
  public Duration next(RandomGenerator random) {
    if (p50.equals(p99) || p50.isZero()) {
      return p50;
    }
    double sigma = Math.log((double) p99.toNanos() / p50.toNanos()) / Z99;
    return Duration.ofNanos((long) (p50.toNanos() * Math.exp(sigma * random.nextGaussian())));
  }
}
