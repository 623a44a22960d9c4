package com.aegispay.settlement.resource;

import com.aegispay.settlement.closing.Settlement;
import com.aegispay.settlement.closing.Totals;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A settlement as merchants see it. {@code net = gross - refunds - fees}; the payout is of {@code
 * net + carried_over} when that is positive.
 *
 * @param refunds refunds less the refunds that came back; may be negative
 */
public record SettlementResource(
    String id,
    String object,
    String status,
    String currency,
    long gross,
    long refunds,
    long fees,
    long net,
    long carriedOver,
    long transactions,
    @Nullable String payout,
    boolean livemode,
    Instant createdAt) {

  public static SettlementResource of(Settlement settlement) {
    Totals totals = settlement.closing().totals();
    return new SettlementResource(
        settlement.id(),
        "settlement",
        "closed",
        totals.gross().currency().code(),
        totals.gross().minor(),
        totals.refunds().minor(),
        totals.fees().minor(),
        totals.net().minor(),
        settlement.closing().carriedOver().minor(),
        totals.transactions(),
        settlement.payoutId(),
        settlement.book().livemode(),
        settlement.createdAt());
  }
}
