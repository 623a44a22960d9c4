package com.aegispay.lab.fleet;

import com.aegispay.servers.Leftovers;
import com.aegispay.servers.Postgres;
import com.aegispay.servers.ServerPlan;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, a child process by nature. */
public final class PostgresNode extends ServerNode {

  private final ServerPlan plan;
  private volatile @Nullable Postgres running;

  PostgresNode(ServerPlan plan) {
    this.plan = plan;
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  void launch() throws IOException {
    running = Postgres.start(plan);
  }

  /** The running server. */
  public Postgres server() {
    return Objects.requireNonNull(running, "PostgreSQL does not run");
  }

  @Override
  public void kill() throws IOException {
    server().kill();
  }

  @Override
  public void close() throws IOException {
    Postgres last = running;
    if (last != null) {
      // Its directory is locked by this process until then.
      last.close();
    }
    Leftovers.end(plan.dataDirectory());
  }
}
