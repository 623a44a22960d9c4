package com.aegispay.starter.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a service keeps of an API key. The key itself is known to its owner alone.
 *
 * @param keyHash SHA-256 of the key, in lower-case hex
 */
public record KnownKey(
    String keyHash,
    String keyId,
    String merchantId,
    boolean livemode,
    Set<String> scopes,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {

  public boolean isUsableAt(Instant now) {
    return (expiresAt == null || now.isBefore(expiresAt))
        && (revokedAt == null || now.isBefore(revokedAt));
  }
}
