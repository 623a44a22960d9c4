package com.aegispay.merchants.key;

import com.aegispay.merchants.change.OwnedId;
import com.aegispay.merchants.change.Versioned;
import com.aegispay.starter.access.KnownKey;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A key of a merchant. It ends by expiring (after a rotation) or by being revoked, for good. */
@Entity
@Table(name = "api_keys")
class ApiKey extends Versioned {

  @EmbeddedId private OwnedId id;

  @Column(updatable = false)
  private String keyHash;

  @Column(updatable = false)
  private String prefix;

  @Column(updatable = false)
  private @Nullable String name;

  @Column(updatable = false)
  private boolean livemode;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(updatable = false)
  private List<String> scopes;

  private @Nullable String replacedBy;
  private @Nullable Instant expiresAt;
  private @Nullable Instant revokedAt;

  /** Written by {@link LastUses} beside the version. */
  @Column(insertable = false, updatable = false)
  private @Nullable Instant lastUsedAt;

  @SuppressWarnings("NullAway.Init")
  protected ApiKey() {}

  ApiKey(OwnedId id, NewKey key, Secret secret, Instant now) {
    super(now);
    this.id = id;
    this.keyHash = secret.hash();
    this.prefix = secret.prefix();
    this.name = key.name();
    this.livemode = key.livemode();
    this.scopes = key.scopes();
  }

  /** Hands over to a successor; both work until then. An earlier end stays. */
  void handOver(String successor, Instant until, Instant now) {
    replacedBy = successor;
    expiresAt = expiresAt != null && expiresAt.isBefore(until) ? expiresAt : until;
    changed(now);
  }

  void revoke(Instant now) {
    revokedAt = now;
    changed(now);
  }

  OwnedId id() {
    return id;
  }

  boolean isRevoked() {
    return revokedAt != null;
  }

  @Nullable String replacedBy() {
    return replacedBy;
  }

  List<String> scopes() {
    return scopes;
  }

  /** A key like this one, to be made. */
  NewKey successor() {
    return new NewKey(id.merchantId(), livemode, scopes, name);
  }

  /** What other services keep of it. */
  KnownKey known() {
    return new KnownKey(
        keyHash, id.id(), id.merchantId(), livemode, Set.copyOf(scopes), expiresAt, revokedAt);
  }

  /** As the API shows it; the secret only to whom it was just made for. */
  ApiKeyView view(@Nullable Secret secret) {
    return new ApiKeyView(
        id.id(),
        "api_key",
        name,
        prefix,
        livemode,
        scopes,
        replacedBy,
        expiresAt,
        revokedAt,
        lastUsedAt,
        createdAt(),
        updatedAt(),
        version(),
        secret == null ? null : secret.value());
  }
}
