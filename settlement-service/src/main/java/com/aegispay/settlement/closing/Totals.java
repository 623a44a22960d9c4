package com.aegispay.settlement.closing;

import com.aegispay.money.Money;

/**
 * What a settlement closes, summed.
 *
 * @param gross captured
 * @param refunds refunds less the refunds that came back; negative when more came back
 * @param fees taken, positive
 * @param transactions how many charges, refunds and returned refunds these are
 */
public record Totals(Money gross, Money refunds, Money fees, long transactions) {

  /** What the merchant gets of it; negative when refunds and fees are more. */
  public Money net() {
    return gross.minus(refunds).minus(fees);
  }
}
