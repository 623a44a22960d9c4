package com.aegispay.fraud.rules;

import java.util.Locale;

/** What is to be done with a payment. */
public enum Decision {
  APPROVE,
  /** Goes on, and somebody looks at it. */
  REVIEW,
  DECLINE;

  /** As it is written in answers and events. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
