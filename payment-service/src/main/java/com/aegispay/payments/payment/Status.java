package com.aegispay.payments.payment;

import java.util.Locale;

/** The name of a payment's state, as merchants see it. */
public enum Status {
  INITIATED,
  REQUIRES_ACTION,
  PROCESSING,
  AUTHORIZED,
  CAPTURED,
  COMPLETED,
  REFUND_INITIATED,
  PARTIALLY_REFUNDED,
  REFUNDED,
  FAILED,
  CANCELLED,
  EXPIRED;

  /** The status as it is written in JSON. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
