package com.aegispay.merchants.change;

import jakarta.persistence.Embeddable;

/** The key of what belongs to a merchant. */
@Embeddable
public record OwnedId(String merchantId, String id) {}
