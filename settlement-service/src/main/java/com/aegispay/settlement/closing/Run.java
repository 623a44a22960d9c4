package com.aegispay.settlement.closing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operator's order to settle what happened up to a time.
 *
 * @param id {@code run_...}
 * @param merchantId whose books; null for everybody's
 * @param livemode which mode; null for both
 */
public record Run(
    String id,
    @Nullable String merchantId,
    @Nullable Boolean livemode,
    Instant upTo,
    Instant createdAt) {}
