package com.aegispay.analytics.figures;

import com.aegispay.money.CurrencyCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What figures are made of. Test and live never mix, so the mode is always given.
 *
 * @param merchant whose; everybody's when null
 * @param createdGte from then on; from the beginning when null
 * @param createdLt until just before then; for ever when null
 * @param currency one; each when null
 */
public record Selection(
    @Nullable String merchant,
    boolean livemode,
    @Nullable Instant createdGte,
    @Nullable Instant createdLt,
    @Nullable CurrencyCode currency) {

  public static Selection ofAllTimes(
      @Nullable String merchant, boolean livemode, @Nullable CurrencyCode currency) {
    return new Selection(merchant, livemode, null, null, currency);
  }

  public Selection between(@Nullable Instant from, @Nullable Instant until) {
    return new Selection(merchant, livemode, from, until, currency);
  }
}
