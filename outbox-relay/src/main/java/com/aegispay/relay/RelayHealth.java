package com.aegispay.relay;

import com.aegispay.relay.OutboxTable.Backlog;
import com.aegispay.relay.SourceStatus.State;
import com.aegispay.starter.health.RedisHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * A source that is not carried, or has parked rows, degrades the relay; it is never down for it.
 */
final class RelayHealth implements HealthIndicator {
  private final SourceStatus status;

  RelayHealth(SourceStatus status) {
    this.status = status;
  }

  @Override
  public Health health() {
    Health.Builder health =
        switch (status.state()) {
          case State.Leading _ -> Health.up().withDetail("state", "leading");
          case State.Standby _ -> Health.up().withDetail("state", "standby");
          case State.Failing(String reason) ->
              Health.status(RedisHealth.DEGRADED)
                  .withDetail("state", "failing")
                  .withDetail("reason", reason);
        };
    Backlog backlog = status.backlog();
    if (backlog == null) {
      return health.build();
    }
    health
        .withDetail("rows", backlog.rows())
        .withDetail("oldest_seconds", backlog.oldestSeconds())
        .withDetail("parked", backlog.parked())
        .withDetail("held", backlog.held());
    return backlog.parked() > 0 ? health.status(RedisHealth.DEGRADED).build() : health.build();
  }
}
