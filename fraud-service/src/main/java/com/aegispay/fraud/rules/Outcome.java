package com.aegispay.fraud.rules;

import java.time.Instant;

/** What became of a payment at its gateway. */
public record Outcome(String merchantId, String payment, Kind kind, Instant at) {

  /** How it ended; as it is stored. */
  public enum Kind {
    APPROVED,
    FAILED
  }
}
