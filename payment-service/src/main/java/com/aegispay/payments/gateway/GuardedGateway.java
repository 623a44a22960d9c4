package com.aegispay.payments.gateway;

import com.aegispay.payments.payment.AttemptId;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A gateway behind a bulkhead and a circuit breaker, with its health measured. What they keep back
 * was not sent, so the answer is a soft failure. There is no retry here: a call that moves money is
 * repeated by nobody but the law of payments, under a new attempt.
 *
 * <p>Inquiries pass by the breaker: they are few, they move nothing, and a gateway that just
 * recovered is the one that has doubts to settle.
 */
public final class GuardedGateway implements Gateway {

  private static final int SAFE_SCORE = 100;

  private final Gateway gateway;
  private final Bulkhead bulkhead;
  private final CircuitBreaker breaker;
  private final Timer timer;

  /**
   * Guards a gateway.
   *
   * @param timer publishes the percentiles 0.5, 0.95 and 0.99
   */
  public GuardedGateway(Gateway gateway, Bulkhead bulkhead, CircuitBreaker breaker, Timer timer) {
    this.gateway = gateway;
    this.bulkhead = bulkhead;
    this.breaker = breaker;
    this.timer = timer;
  }

  @Override
  public String name() {
    return gateway.name();
  }

  @Override
  public GatewayCapabilities capabilities() {
    return gateway.capabilities();
  }

  @Override
  public GatewayAnswer authorize(Charge charge) {
    return guarded(() -> gateway.authorize(charge));
  }

  @Override
  public GatewayAnswer capture(FollowUp capture) {
    return guarded(() -> gateway.capture(capture));
  }

  @Override
  public GatewayAnswer cancel(FollowUp cancel) {
    return guarded(() -> gateway.cancel(cancel));
  }

  @Override
  public GatewayAnswer withdraw(FollowUp withdrawal) {
    return guarded(() -> gateway.withdraw(withdrawal));
  }

  @Override
  public GatewayAnswer refund(FollowUp refund) {
    return guarded(() -> gateway.refund(refund));
  }

  @Override
  public Inquiry inquire(AttemptId attempt, Duration timeout) {
    return gateway.inquire(attempt, timeout);
  }

  @Override
  public GatewayNotice read(byte[] body, Function<String, @Nullable String> header) {
    return gateway.read(body, header);
  }

  /** How the gateway does, of the calls of the breaker's and the timer's windows. */
  public GatewayHealth health() {
    CircuitBreaker.Metrics metrics = breaker.getMetrics();
    int calls = metrics.getNumberOfBufferedCalls();
    Double success = calls == 0 ? null : (double) metrics.getNumberOfSuccessfulCalls() / calls;
    HistogramSnapshot latency = timer.takeSnapshot();
    return new GatewayHealth(
        score(),
        success,
        percentile(latency, 0.5),
        percentile(latency, 0.95),
        percentile(latency, 0.99),
        breaker());
  }

  /** The breaker's state: {@code closed}, {@code half_open}, {@code open}. */
  public String breaker() {
    return breaker.getState().name().toLowerCase(Locale.ROOT);
  }

  /** {@link GatewayHealth#score}, for a router that asks for every payment. */
  public int score() {
    CircuitBreaker.Metrics metrics = breaker.getMetrics();
    int calls = metrics.getNumberOfBufferedCalls();
    double success = calls == 0 ? 1 : (double) metrics.getNumberOfSuccessfulCalls() / calls;
    double safe = SAFE_SCORE * success;
    return (int)
        switch (breaker.getState()) {
          case OPEN, FORCED_OPEN -> 0;
          case HALF_OPEN -> safe / 2;
          case CLOSED, DISABLED, METRICS_ONLY -> safe;
        };
  }

  private static @Nullable Duration percentile(HistogramSnapshot latency, double share) {
    for (ValueAtPercentile value : latency.percentileValues()) {
      if (value.percentile() == share && value.value() > 0) {
        return Duration.ofNanos((long) value.value());
      }
    }
    return null;
  }

  private GatewayAnswer guarded(Supplier<GatewayAnswer> call) {
    try {
      return bulkhead.executeSupplier(() -> breaker.executeSupplier(() -> timed(call)));
    } catch (CallNotPermittedException e) {
      return new GatewayAnswer.SoftFailure(
          "breaker_open", "%s kept failing and is not asked for a while.".formatted(name()));
    } catch (BulkheadFullException e) {
      return new GatewayAnswer.SoftFailure(
          "gateway_busy", "%s has as many calls running as it may.".formatted(name()));
    }
  }

  private GatewayAnswer timed(Supplier<GatewayAnswer> call) {
    Timer.Sample sample = Timer.start();
    try {
      return call.get();
    } finally {
      sample.stop(timer);
    }
  }
}
