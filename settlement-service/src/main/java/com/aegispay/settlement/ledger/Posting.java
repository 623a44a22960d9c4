package com.aegispay.settlement.ledger;

import com.aegispay.money.Money;

/**
 * One line of an entry. One signed column: a debit is positive, a credit negative, so that an entry
 * balances when its amounts sum to zero.
 *
 * @see <a href="https://beancount.github.io/docs/the_double_entry_counting_method.html">The
 *     Double-Entry Counting Method</a>, which keeps its books this way
 */
public record Posting(Account account, Money amount) {

  public Posting {
    if (amount.isZero()) {
      throw new IllegalArgumentException("a posting of nothing on " + account.code());
    }
  }
}
