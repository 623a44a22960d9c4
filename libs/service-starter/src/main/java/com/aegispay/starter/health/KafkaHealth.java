package com.aegispay.starter.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Without Kafka a service goes on, and what others tell it comes later: degraded, never down. */
public final class KafkaHealth implements HealthIndicator, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(800);

  private final Admin admin;

  /**
   * Connects in the background.
   *
   * @param kafka the brokers and how to reach them
   */
  public KafkaHealth(Map<String, Object> kafka, String service) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.keySet().retainAll(AdminClientConfig.configNames());
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, service + "-health");
    this.admin = Admin.create(properties);
  }

  @Override
  public Health health() {
    try {
      admin.describeCluster().controller().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return Health.up().build();
    } catch (ExecutionException | TimeoutException e) {
      return Health.status(RedisHealth.DEGRADED)
          .withDetail("reason", e.getClass().getSimpleName())
          .withDetail("effect", "events of other services come when Kafka is back")
          .build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.unknown().build();
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
