package com.aegispay.lab.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One rate for one time, and what it took.
 *
 * @param cpu of a payment
 * @param roles what each database role did in the step
 * @param lagMs the relay's, at the median, the 99th percentile and the worst look
 * @param waitingEvents in the outboxes when the last payment had arrived
 * @param behind records that the slowest consumer had not applied then
 * @param memoryNs the machine's memory latency just before
 */
record Step(
    Timings timings,
    Cpu cpu,
    Map<String, Database.Work> roles,
    double commits,
    List<Double> lagMs,
    long waitingEvents,
    long behind,
    double memoryNs,
    List<String> dearest) {

  private static final double LIMIT_MS = 100;
  private static final double LOST = 0.001;

  /** Three events a payment, and two seconds of them are no backlog yet. */
  private static final int BACKLOG_SECONDS = 6;

  /** Four events a payment, with fraud-service's; consumers gather for half a second as well. */
  private static final int BEHIND_SECONDS = 10;

  /**
   * Answered as fast as they came, with no more than a second's payments unanswered at the end,
   * within the limit, and nothing piles up behind.
   */
  boolean sustained() {
    return timings.added(0.99) <= LIMIT_MS
        && timings.refused() <= LOST * timings.count()
        && timings.unassessed() <= LOST * timings.count()
        && timings.waiting() <= timings.perSecond()
        && waitingEvents <= BACKLOG_SECONDS * timings.perSecond()
        && behind <= BEHIND_SECONDS * timings.perSecond();
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%6.0f/s: %6.0f/s answered, added p50 %.1f p99 %.1f ms (risk check %.1f/%.1f, inside %.1f/%.1f), total p50 %.1f p99 %.1f ms, CPU %.2f ms, lag p99 %.0f ms,"
            + " %d events wait, consumers %d behind, memory %.0f ns, %d refused, %d unassessed%s%s; CPU %s",
        timings.perSecond(),
        timings.answeredPerSecond(),
        timings.added(0.5),
        timings.added(0.99),
        timings.risk(0.5),
        timings.risk(0.99),
        timings.inside(0.5),
        timings.inside(0.99),
        timings.total(0.5),
        timings.total(0.99),
        cpu.all(),
        lagMs.get(1),
        waitingEvents,
        behind,
        memoryNs,
        timings.refused(),
        timings.unassessed(),
        sustained() ? "" : "  NOT SUSTAINED",
        timings.refused() == 0 ? "" : " (" + timings.firstRefusal() + ")",
        cpu);
  }
}
