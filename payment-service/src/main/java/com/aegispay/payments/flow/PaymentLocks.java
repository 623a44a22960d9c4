package com.aegispay.payments.flow;

import com.aegispay.payments.payment.PaymentId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps rivals for one payment from being at its gateway at once. It only calms: which of them
 * counts is decided by the payment's version, so who does not get the lock in time goes on without
 * it, and so does everybody while Redis is away.
 */
public final class PaymentLocks {

  private static final Logger LOG = LoggerFactory.getLogger(PaymentLocks.class);
  private static final Duration REDIS_REST = Duration.ofSeconds(5);

  private final @Nullable RedissonClient redis;
  private final InstantSource clock;
  private final Duration wait;
  private volatile long redisRestsUntilMs;

  /**
   * For one instance.
   *
   * @param redis null where there is none
   * @param wait for a rival at most
   */
  public PaymentLocks(@Nullable RedissonClient redis, InstantSource clock, Duration wait) {
    this.redis = redis;
    this.clock = clock;
    this.wait = wait;
  }

  /** Does the work, alone where that can be had. The lock outlives its holder by seconds. */
  <T> T alone(PaymentId payment, Supplier<T> work) {
    RLock lock = take(payment);
    try {
      return work.get();
    } finally {
      if (lock != null) {
        release(lock);
      }
    }
  }

  private @Nullable RLock take(PaymentId payment) {
    if (redis == null || clock.millis() < redisRestsUntilMs) {
      return null;
    }
    try {
      RLock lock = redis.getLock("payment:" + payment);
      // No lease time: Redisson's watchdog prolongs it for as long as this process lives.
      return lock.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS) ? lock : null;
    } catch (RedisException e) {
      rest(e);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void release(RLock lock) {
    try {
      lock.unlock();
    } catch (RedisException | IllegalMonitorStateException e) {
      // It has expired, or will: the versions decide.
      rest(e);
    }
  }

  private void rest(RuntimeException e) {
    redisRestsUntilMs = clock.millis() + REDIS_REST.toMillis();
    LOG.warn("payments are not locked for a while: Redis does not answer ({})", e.toString());
  }
}
