package com.aegispay.settlement.resource;

import com.aegispay.settlement.closing.Payout;
import java.time.Instant;

/** A payout as merchants see it. */
public record PayoutResource(
    String id,
    String object,
    String status,
    long amount,
    String currency,
    String settlement,
    boolean livemode,
    Instant createdAt) {

  public static PayoutResource of(Payout payout) {
    return new PayoutResource(
        payout.id(),
        "payout",
        payout.status(),
        payout.amount().minor(),
        payout.amount().currency().code(),
        payout.settlementId(),
        payout.book().livemode(),
        payout.createdAt());
  }
}
