package com.aegispay.analytics.figures;

import java.util.Locale;

/** What a time series is of. */
public enum Metric {
  /** Payments, when they were created, with the amounts asked for. */
  PAYMENTS,
  /** Captures, when they happened. */
  CAPTURED,
  /** Refunds, when they succeeded. */
  REFUNDED,
  /** Captures less refunds, when they happened. */
  NET;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
