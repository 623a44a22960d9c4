package com.aegispay.starter.access;

import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * This service's copy of the keys: in memory for a while, else in {@code known_keys}, else, once
 * for a key that the feed has not brought yet, at merchant-service.
 */
public final class LocalKeys implements KeyDirectory {

  private static final int REMEMBERED_KEYS = 100_000;

  /** Short, so that a key that was tried before it was made works soon after. */
  private static final Duration ABSENCE_REMEMBERED_FOR = Duration.ofSeconds(2);

  private final JdbcClient jdbc;
  private final RestClient merchantService;
  private final Cache<String, Optional<KnownKey>> cache;

  public LocalKeys(JdbcClient jdbc, RestClient merchantService, AccessProperties properties) {
    this(jdbc, merchantService, properties, Ticker.systemTicker());
  }

  LocalKeys(
      JdbcClient jdbc, RestClient merchantService, AccessProperties properties, Ticker ticker) {
    this.jdbc = jdbc;
    this.merchantService = merchantService;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED_KEYS)
            .expireAfter(
                Expiry.<String, Optional<KnownKey>>writing(
                    (hash, key) ->
                        key.isPresent() ? properties.cacheFor() : ABSENCE_REMEMBERED_FOR))
            .ticker(ticker)
            .build();
  }

  @Override
  public Optional<KnownKey> find(String keyHash) {
    Optional<KnownKey> cached = cache.getIfPresent(keyHash);
    if (cached != null) {
      return cached;
    }
    if (stored(keyHash).isEmpty()) {
      lookedUp(keyHash).ifPresent(this::keep);
    }
    // The cache reads the row while it holds the entry: what keep() wrote meanwhile is read, or
    // invalidates the entry afterwards. A lookup's answer itself may be overtaken by the feed.
    return cache.get(keyHash, this::stored);
  }

  /**
   * Keeps what the feed (or the lookup) says of a key. A revocation, once known, stays: a lookup's
   * answer that was overtaken by the feed does not revive a key.
   */
  public void keep(KnownKey key) {
    jdbc.sql(
            """
            insert into known_keys (key_hash, key_id, merchant_id, livemode, scopes, expires_at, revoked_at)
            values (:hash, :id, :merchant, :livemode, :scopes, :expires, :revoked)
            on conflict (key_hash) do update set scopes = excluded.scopes,
              expires_at = coalesce(excluded.expires_at, known_keys.expires_at),
              revoked_at = coalesce(known_keys.revoked_at, excluded.revoked_at)
            """)
        .param("hash", key.keyHash())
        .param("id", key.keyId())
        .param("merchant", key.merchantId())
        .param("livemode", key.livemode())
        .param("scopes", key.scopes().toArray(String[]::new))
        .param("expires", timestamp(key.expiresAt()))
        .param("revoked", timestamp(key.revokedAt()))
        .update();
    cache.invalidate(key.keyHash());
  }

  private Optional<KnownKey> stored(String keyHash) {
    return jdbc.sql("select * from known_keys where key_hash = :hash")
        .param("hash", keyHash)
        .query(LocalKeys::read)
        .optional();
  }

  private Optional<KnownKey> lookedUp(String keyHash) {
    try {
      return Optional.ofNullable(
          merchantService
              .post()
              .uri("/internal/v1/api_keys/lookup")
              .contentType(MediaType.APPLICATION_JSON)
              .body(Map.of("key_hash", keyHash))
              .retrieve()
              .body(KnownKey.class));
    } catch (HttpClientErrorException.NotFound e) {
      return Optional.empty();
    } catch (RestClientException e) {
      throw Problem.of(
              ProblemCode.UNAVAILABLE,
              "This API key is not known here yet and cannot be looked up now. Try again.")
          .retryAfter(2)
          .asException();
    }
  }

  private static KnownKey read(ResultSet row, int index) throws SQLException {
    return new KnownKey(
        row.getString("key_hash"),
        row.getString("key_id"),
        row.getString("merchant_id"),
        row.getBoolean("livemode"),
        Set.of((String[]) row.getArray("scopes").getArray()),
        instant(row.getTimestamp("expires_at")),
        instant(row.getTimestamp("revoked_at")));
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
