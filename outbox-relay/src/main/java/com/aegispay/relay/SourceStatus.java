package com.aegispay.relay;

import com.aegispay.relay.OutboxTable.Backlog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one source's reader is doing, as metrics and health show it. */
public final class SourceStatus {
  /** What the reader does: it waits for the lease, it carries, or it cannot. */
  sealed interface State {
    record Standby() implements State {}

    record Leading() implements State {}

    record Failing(String reason) implements State {}
  }

  private final String source;
  private final Counter published;
  private final Timer batches;
  private volatile State state = new State.Standby();

  /** Measured by the leader only. */
  private volatile @Nullable Backlog backlog;

  public SourceStatus(String source, MeterRegistry meters) {
    this.source = source;
    this.published = meters.counter("aegispay.outbox.published", "source", source);
    this.batches =
        Timer.builder("aegispay.outbox.batch")
            .description("from reading a batch to deleting it")
            .tag("source", source)
            .publishPercentileHistogram()
            .register(meters);
    gauge(meters, "aegispay.outbox.lag.rows", "rows waiting");
    gauge(meters, "aegispay.outbox.oldest.seconds", "age of the oldest row");
    gauge(meters, "aegispay.outbox.parked.rows", "rows set aside");
    gauge(meters, "aegispay.outbox.held.rows", "rows behind one set aside");
    var _ =
        Gauge.builder(
                "aegispay.outbox.leading", this, s -> s.state instanceof State.Leading ? 1 : 0)
            .tag("source", source)
            .register(meters);
  }

  private void gauge(MeterRegistry meters, String name, String description) {
    var _ =
        Gauge.builder(name, this, status -> status.measured(name))
            .description(description + "; not a number while another process leads")
            .tag("source", source)
            .register(meters);
  }

  private double measured(String name) {
    Backlog last = backlog;
    if (last == null) {
      return Double.NaN;
    }
    return switch (name) {
      case "aegispay.outbox.lag.rows" -> last.rows();
      case "aegispay.outbox.oldest.seconds" -> last.oldestSeconds();
      case "aegispay.outbox.parked.rows" -> last.parked();
      case "aegispay.outbox.held.rows" -> last.held();
      default -> throw new IllegalArgumentException(name);
    };
  }

  String source() {
    return source;
  }

  State state() {
    return state;
  }

  @Nullable Backlog backlog() {
    return backlog;
  }

  void standby() {
    state = new State.Standby();
    backlog = null;
  }

  void leading() {
    state = new State.Leading();
  }

  void failing(String reason) {
    state = new State.Failing(reason);
  }

  void measured(Backlog measured) {
    backlog = measured;
  }

  void published(int rows, Duration took) {
    published.increment(rows);
    batches.record(took);
  }
}
