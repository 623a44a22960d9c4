package com.aegispay.starter.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RAtomicLong;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A limit of requests per key and second over all instances. An instance leases a tenth of a key's
 * limit at a time from a counter in Redis, so that most requests need no round trip; an instance
 * that cannot reach Redis counts alone, which lets at most the limit times the instances through.
 */
public final class RateLimits {

  private static final Logger LOG = LoggerFactory.getLogger(RateLimits.class);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration REDIS_REST = Duration.ofSeconds(5);

  /** What is left of a second for one key. */
  public record Verdict(boolean allowed, int limit, int remaining) {}

  private final @Nullable RedissonClient redis;
  private final InstantSource clock;
  private final int limit;
  private final int lease;
  private final Cache<String, Window> windows =
      Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(1)).build();
  private volatile long redisRestsUntilMs;

  /**
   * For one instance.
   *
   * @param redis null where there is none: then this instance counts alone
   */
  public RateLimits(@Nullable RedissonClient redis, InstantSource clock, int requestsPerSecond) {
    this.redis = redis;
    this.clock = clock;
    this.limit = requestsPerSecond;
    this.lease = Math.max(1, requestsPerSecond / 10);
  }

  public Verdict take(String keyId) {
    Window window = windows.get(keyId, id -> new Window());
    long second = clock.instant().getEpochSecond();
    synchronized (window) {
      if (window.second != second) {
        window.second = second;
        window.leased = 0;
        window.used = 0;
        window.total = 0;
      }
      if (window.used == window.leased && window.total < limit) {
        long total = leaseFrom(keyId, second, window);
        int granted = (int) Math.min(lease, limit - (total - lease));
        window.total = (int) Math.min(limit, total);
        window.leased += Math.max(0, granted);
      }
      if (window.used >= window.leased) {
        return new Verdict(false, limit, 0);
      }
      window.used++;
      return new Verdict(true, limit, limit - window.total + window.leased - window.used);
    }
  }

  private long leaseFrom(String keyId, long second, Window window) {
    long alone = (long) window.total + lease;
    long nowMs = clock.millis();
    if (redis == null || nowMs < redisRestsUntilMs) {
      return alone;
    }
    try {
      RAtomicLong counter = redis.getAtomicLong("rate:" + keyId + ":" + second);
      long total = counter.addAndGet(lease);
      if (total == lease) {
        var _ = counter.expireAsync(SECOND.multipliedBy(3));
      }
      return total;
    } catch (RedisException e) {
      redisRestsUntilMs = nowMs + REDIS_REST.toMillis();
      LOG.warn("rate limits are counted per instance: Redis does not answer ({})", e.toString());
      return alone;
    }
  }

  /** Guarded by itself. */
  private static final class Window {
    private long second;
    private int leased;
    private int used;
    private int total;
  }
}
