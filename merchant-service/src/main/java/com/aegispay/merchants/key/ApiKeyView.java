package com.aegispay.merchants.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key as the API shows it.
 *
 * @param prefix the first characters of the secret
 * @param replacedBy the key that a rotation made
 * @param lastUsedAt approximate: see {@link LastUses}
 * @param secret in the answer that made the key, and nowhere else
 */
public record ApiKeyView(
    String id,
    String object,
    @Nullable String name,
    String prefix,
    boolean livemode,
    List<String> scopes,
    @Nullable String replacedBy,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt,
    Instant createdAt,
    Instant updatedAt,
    int version,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

  @Override
  public String toString() {
    return id + " (" + prefix + "...)";
  }
}
