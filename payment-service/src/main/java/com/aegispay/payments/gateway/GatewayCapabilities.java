package com.aegispay.payments.gateway;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.Terms;
import java.util.Set;

/**
 * What a gateway can do, as data.
 *
 * @param livemode whether it moves real money
 * @param region where its acquirer sits, for people
 * @param currencies ISO 4217 codes; empty for all
 * @param brands as {@code CardBrand.wireName}; empty for all
 * @param terms what it lets be done with a payment that it has
 */
public record GatewayCapabilities(
    boolean livemode,
    String region,
    Set<String> currencies,
    Set<String> brands,
    Terms terms,
    Fee fee) {

  /**
   * What it charges for a payment.
   *
   * @param basisPoints hundredths of a percent of the amount
   * @param fixedMinor on top, in the minor unit of the payment's currency
   */
  public record Fee(int basisPoints, long fixedMinor) {

    public Money of(Money amount) {
      return amount.basisPoints(basisPoints).plus(new Money(fixedMinor, amount.currency()));
    }
  }
}
