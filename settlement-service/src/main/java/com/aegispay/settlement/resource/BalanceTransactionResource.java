package com.aegispay.settlement.resource;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the ledger as the merchant's balance sees it: {@code net = amount - fee} is what it
 * added to the balance.
 *
 * @param id {@code txn_...}
 * @param type {@code charge}, {@code refund} or {@code payout}
 * @param source the payment, refund or payout
 * @param amount positive for charges, negative for refunds and payouts
 * @param status {@code pending} until a settlement closed it, then {@code available}
 * @param settlement the settlement that closed it
 */
public record BalanceTransactionResource(
    String id,
    String object,
    String type,
    String source,
    long amount,
    long fee,
    long net,
    String currency,
    List<FeeDetail> feeDetails,
    String status,
    @Nullable String settlement,
    boolean livemode,
    Instant createdAt) {

  /** What a fee is made of. */
  public record FeeDetail(String type, long amount, String currency) {}
}
