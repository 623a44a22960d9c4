package com.aegispay.settlement.closing;

import com.aegispay.settlement.ledger.Book;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A closed settlement of a book in one currency; it never changes.
 *
 * @param id {@code set_...}
 * @param number counts the settlements of a book and currency from 1, without gaps
 * @param payoutId null when there was nothing to pay out
 */
public record Settlement(
    String id,
    Book book,
    long number,
    Closing closing,
    @Nullable String payoutId,
    Instant createdAt) {}
