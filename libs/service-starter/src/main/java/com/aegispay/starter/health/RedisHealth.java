package com.aegispay.starter.health;

import java.util.concurrent.TimeUnit;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.RedisException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Without Redis a service goes on with less: degraded, never down. */
public final class RedisHealth implements HealthIndicator {

  /** Works, with less than it should have; answered with 200, so that no traffic is taken away. */
  public static final Status DEGRADED = new Status("DEGRADED");

  private static final long PING_TIMEOUT_MS = 500;

  private final RedissonClient redis;

  public RedisHealth(RedissonClient redis) {
    this.redis = redis;
  }

  @Override
  public Health health() {
    try {
      boolean answers =
          redis.getRedisNodes(RedisNodes.SINGLE).pingAll(PING_TIMEOUT_MS, TimeUnit.MILLISECONDS);
      return answers ? Health.up().build() : degraded("no answer to PING");
    } catch (RedisException e) {
      return degraded(e.getClass().getSimpleName());
    }
  }

  private static Health degraded(String why) {
    return Health.status(DEGRADED)
        .withDetail("reason", why)
        .withDetail("effect", "rate limits are counted per instance")
        .build();
  }
}
