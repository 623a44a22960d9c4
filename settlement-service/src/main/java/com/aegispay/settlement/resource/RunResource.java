package com.aegispay.settlement.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A settlement run.
 *
 * @param status {@code running} until everything due is settled
 * @param settlements closed by this run so far
 * @param payouts made by this run so far
 */
public record RunResource(
    String id,
    String object,
    String status,
    @Nullable String merchant,
    @Nullable Boolean livemode,
    Instant upTo,
    long settlements,
    long payouts,
    Instant createdAt,
    @Nullable Instant completedAt) {}
