package com.aegispay.lab.fleet;

import com.aegispay.servers.Redis;
import com.aegispay.servers.ServerPlan;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Redis, a child process by nature. */
final class RedisNode extends ServerNode {

  private final ServerPlan plan;
  private volatile @Nullable Redis running;

  RedisNode(ServerPlan plan) {
    this.plan = plan;
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  void launch() throws IOException {
    running = Redis.start(plan);
  }

  @Override
  public void kill() {
    Redis redis = running;
    if (redis != null) {
      redis.kill();
    }
  }

  @Override
  public void close() {
    Redis redis = running;
    if (redis != null) {
      redis.close();
    }
  }
}
