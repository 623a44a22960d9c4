package com.aegispay.lab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** How long the payments of one step took, in milliseconds. */
final class Timings {

  private static final int CREATED = 201;

  private final double perSecond;
  private final double[] total;
  private final double[] added;
  private final double[] risk;
  private final double[] inside;
  private int count;
  private int refused;
  private int unassessed;
  private int answeredInTime;
  private int waiting;
  private double seconds;
  private boolean over;
  private String firstRefusal = "";

  Timings(double perSecond, Duration time) {
    this.perSecond = perSecond;
    int most = (int) (perSecond * time.toMillis() / 1000 * 2) + 10_000;
    this.total = new double[most];
    this.added = new double[most];
    this.risk = new double[most];
    this.inside = new double[most];
  }

  /**
   * Adds an answer. The platform's own time is all that was not the gateway's: its work, the risk
   * check, and every wait from when the payment was meant to start.
   */
  synchronized void add(long meantAt, Wire.Answer answer, long nowNanos) {
    if (answer.status() != CREATED) {
      if (refused++ == 0) {
        firstRefusal = answer.status() + " " + answer.body().replaceAll("\\s+", " ");
      }
      return;
    }
    if (answer.body().contains("risk_check_unavailable")) {
      unassessed++;
    }
    total[count] = (nowNanos - meantAt) / 1e6;
    added[count] = Math.max(0, total[count] - answer.timing("gateway"));
    risk[count] = answer.timing("fraud");
    inside[count] = answer.timing("platform");
    count++;
    if (!over) {
      answeredInTime++;
    }
  }

  synchronized void lost(IOException how) {
    if (refused++ == 0) {
      firstRefusal = how.toString();
    }
  }

  /** The last payment has arrived. */
  synchronized void over(long nanos, int inFlight) {
    seconds = nanos / 1e9;
    waiting = inFlight;
    over = true;
  }

  synchronized int count() {
    return count;
  }

  /** Not answered with a created payment. */
  synchronized int refused() {
    return refused;
  }

  synchronized String firstRefusal() {
    return firstRefusal;
  }

  /** Decided by the risk check's fallback. */
  synchronized int unassessed() {
    return unassessed;
  }

  synchronized double answeredPerSecond() {
    return answeredInTime / seconds;
  }

  double perSecond() {
    return perSecond;
  }

  /** Not answered when the last one arrived. */
  synchronized int waiting() {
    return waiting;
  }

  synchronized double total(double quantile) {
    return at(total, quantile);
  }

  synchronized double added(double quantile) {
    return at(added, quantile);
  }

  /** Of it the risk check. */
  synchronized double risk(double quantile) {
    return at(risk, quantile);
  }

  /** Of it payment-service from when it had read the request's head. */
  synchronized double inside(double quantile) {
    return at(inside, quantile);
  }

  private double at(double[] values, double quantile) {
    if (count == 0) {
      return Double.NaN;
    }
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(quantile * count) - 1)];
  }
}
