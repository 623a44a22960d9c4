package com.aegispay.settlement.resource;

import java.util.List;

/**
 * Every account of the ledger, summed over merchants.
 *
 * @param balanced whether debits equal credits in each mode and currency, and in each entry
 */
public record TrialBalanceResource(
    String object, boolean balanced, List<Total> totals, List<Line> accounts) {

  /** Debits and credits of a currency, both positive. */
  public record Total(boolean livemode, String currency, long debits, long credits) {}

  /** An account's debits, credits and balance, which is debits less credits. */
  public record Line(
      String account, boolean livemode, String currency, long debits, long credits, long balance) {}
}
