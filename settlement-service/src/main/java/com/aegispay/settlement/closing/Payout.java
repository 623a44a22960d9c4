package com.aegispay.settlement.closing;

import com.aegispay.money.Money;
import com.aegispay.settlement.ledger.Book;
import java.time.Instant;

/**
 * Money on its way to a merchant's bank.
 *
 * @param id {@code po_...}
 * @param status {@code pending} until the bank says more
 */
public record Payout(
    String id, Book book, String settlementId, Money amount, String status, Instant createdAt) {}
