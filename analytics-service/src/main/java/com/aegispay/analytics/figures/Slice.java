package com.aegispay.analytics.figures;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Payments that have status, currency and gateway in common.
 *
 * @param gateway the one that was asked last; null when none was
 * @param authorized how many a gateway authorised, whatever came after
 * @param paid how many have money captured, whatever came after
 * @param captured minor units
 * @param refunded minor units
 */
public record Slice(
    String status,
    String currency,
    @Nullable String gateway,
    long payments,
    long authorized,
    long paid,
    long captured,
    long refunded) {

  private static final Set<String> ENDED_UNPAID = Set.of("failed", "cancelled", "expired");

  /** How many a gateway has said yes or no to. */
  long answered() {
    return authorized + (gateway != null && status.equals("failed") ? payments - authorized : 0);
  }

  /** How many are paid or never will be. */
  long ended() {
    return ENDED_UNPAID.contains(status) ? payments : paid;
  }
}
