package com.aegispay.starter.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.starter.TestClock;
import com.aegispay.testkit.TestServers;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

class RateLimitsTest {
  private static final RedissonClient REDIS = redis(TestServers.get().redisUrl());

  private final TestClock clock = new TestClock("2026-01-01T00:00:00Z");
  private final String key = TestServers.uniqueName("key");

  @AfterAll
  static void close() {
    REDIS.shutdown();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 25, 200})
  void two_instances_let_the_limit_through_together_each_second(int limit) {
    var one = new RateLimits(REDIS, clock, limit);
    var other = new RateLimits(REDIS, clock, limit);

    for (int second = 0; second < 3; second++) {
      assertThat(allowed(one, other, 2 * limit)).isEqualTo(limit);
      clock.pass(Duration.ofSeconds(1));
    }
  }

  @Test
  void one_keys_requests_do_not_count_for_another() {
    var limits = new RateLimits(REDIS, clock, 1);

    assertThat(limits.take(key).allowed()).isTrue();
    assertThat(limits.take(key).allowed()).isFalse();
    assertThat(limits.take(key + "-2").allowed()).isTrue();
  }

  @Test
  void an_instance_says_how_much_is_left() {
    var limits = new RateLimits(REDIS, clock, 3);

    assertThat(limits.take(key)).isEqualTo(new RateLimits.Verdict(true, 3, 2));
    assertThat(limits.take(key)).isEqualTo(new RateLimits.Verdict(true, 3, 1));
    assertThat(limits.take(key)).isEqualTo(new RateLimits.Verdict(true, 3, 0));
    assertThat(limits.take(key)).isEqualTo(new RateLimits.Verdict(false, 3, 0));
  }

  @Test
  void without_redis_each_instance_keeps_the_limit_alone() throws IOException {
    RedissonClient away = redis("redis://127.0.0.1:" + portOfNobody());
    try {
      var one = new RateLimits(away, clock, 25);
      var other = new RateLimits(away, clock, 25);

      for (int second = 0; second < 2; second++) {
        assertThat(allowed(one, other, 100)).isEqualTo(50);
        clock.pass(Duration.ofSeconds(1));
      }
    } finally {
      away.shutdown();
    }
  }

  private int allowed(RateLimits one, RateLimits other, int tries) {
    int allowed = 0;
    for (int i = 0; i < tries; i++) {
      allowed += one.take(key).allowed() ? 1 : 0;
      allowed += other.take(key).allowed() ? 1 : 0;
    }
    return allowed;
  }

  private static int portOfNobody() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static RedissonClient redis(String url) {
    Config config = new Config().setLazyInitialization(true);
    config
        .useSingleServer()
        .setAddress(url)
        .setTimeout(250)
        .setConnectTimeout(500)
        .setRetryAttempts(0)
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(2)
        .setSubscriptionConnectionMinimumIdleSize(1)
        .setSubscriptionConnectionPoolSize(1);
    return Redisson.create(config);
  }
}
