package com.aegispay.settlement.resource;

import java.util.List;

/**
 * What the platform owes a merchant.
 *
 * @param available settled and not paid out; negative when refunds and fees were more
 * @param pending captured, less refunds and fees, and not settled yet
 */
public record BalanceResource(
    String object, List<Amount> available, List<Amount> pending, boolean livemode) {

  /** In the currency's minor unit. */
  public record Amount(long amount, String currency) {}
}
