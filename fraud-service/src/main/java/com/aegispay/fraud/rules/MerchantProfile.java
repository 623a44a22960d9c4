package com.aegispay.fraud.rules;

import com.aegispay.money.CurrencyCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is usual for a merchant.
 *
 * @param country ISO 3166-1 alpha-2; null until the merchants topic told it
 */
public record MerchantProfile(@Nullable String country, Map<CurrencyCode, Usual> usual) {

  public static final MerchantProfile UNKNOWN = new MerchantProfile(null, Map.of());

  /** Fewer approved payments than this say nothing about the usual. */
  private static final long ENOUGH_PAYMENTS = 20;

  public MerchantProfile {
    usual = Map.copyOf(usual);
  }

  /**
   * The usual amount in one currency.
   *
   * @param payments approved so far
   * @param meanMinor their mean, the later ones weighing more
   */
  public record Usual(long payments, long meanMinor) {}

  /** The usual amount in minor units, or 0 while too little is known. */
  long usualMinor(CurrencyCode currency) {
    Usual known = usual.get(currency);
    return known == null || known.payments() < ENOUGH_PAYMENTS ? 0 : known.meanMinor();
  }
}
