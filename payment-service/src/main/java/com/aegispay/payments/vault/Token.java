package com.aegispay.payments.vault;

import java.time.Instant;

/**
 * A card that the vault keeps, as it may be shown.
 *
 * @param brand as {@link CardBrand#wireName}
 * @param bin see {@link CardDetails#bin}
 * @param fingerprint the same for the same card at the same merchant; says nothing to other
 *     merchants
 */
public record Token(
    String id,
    boolean livemode,
    String brand,
    String last4,
    String bin,
    int expMonth,
    int expYear,
    String fingerprint,
    Instant createdAt) {}
