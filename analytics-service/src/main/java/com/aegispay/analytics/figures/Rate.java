package com.aegispay.analytics.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** A share of a whole, from 0 to 1 with four decimals. */
final class Rate {

  private Rate() {}

  /** Null when there is nothing to be a share of. */
  static @Nullable BigDecimal of(long part, long whole) {
    return whole == 0
        ? null
        : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP);
  }
}
