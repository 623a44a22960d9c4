package com.aegispay.settlement.ledger;

import com.aegispay.money.Money;

/**
 * What the platform takes of each capture. A refund gives no fee back.
 *
 * @param basisPoints hundredths of a percent of the captured amount, rounded half up
 * @param fixedMinor added to it, in the minor unit of the payment's currency, whichever it is
 */
public record FeePlan(int basisPoints, long fixedMinor) {

  public FeePlan {
    if (basisPoints < 0 || basisPoints > 10_000 || fixedMinor < 0) {
      throw new IllegalArgumentException("a fee plan of " + basisPoints + " bp + " + fixedMinor);
    }
  }

  /** The fee of one capture; it may exceed a small capture. */
  public Money on(Money captured) {
    return captured.basisPoints(basisPoints).plus(new Money(fixedMinor, captured.currency()));
  }
}
