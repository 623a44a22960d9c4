package com.aegispay.settlement.closing;

import com.aegispay.money.Money;
import java.util.Optional;

/**
 * What a settlement comes to.
 *
 * @param carriedOver what earlier settlements left unpaid: negative when the merchant owes it
 */
public record Closing(Totals totals, Money carriedOver) {

  /**
   * What is paid out: the net with what was carried over. Nothing when that is not positive; then
   * it stays on the books and the next settlement starts from it.
   */
  public Optional<Money> payout() {
    Money payable = carriedOver.plus(totals.net());
    return payable.isPositive() ? Optional.of(payable) : Optional.empty();
  }
}
