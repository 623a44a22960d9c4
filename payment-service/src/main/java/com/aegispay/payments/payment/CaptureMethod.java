package com.aegispay.payments.payment;

import java.util.Locale;

/** Whether an authorisation is captured at once, or when the merchant says so. */
public enum CaptureMethod {
  AUTOMATIC,
  MANUAL;

  /** The wire name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
