package com.aegispay.lab.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Looks every now and then how far the relay is behind, while payments arrive. */
final class Lag implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Connection connection;
  private final List<Double> seen = new ArrayList<>();
  private final Thread thread;
  private volatile boolean over;

  Lag(Connection connection) throws SQLException {
    this.connection = connection;
    var database = new Database(connection);
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("lag")
            .start(
                () -> {
                  while (!over) {
                    try {
                      double lag = database.lagMs();
                      synchronized (seen) {
                        seen.add(lag);
                      }
                    } catch (SQLException e) {
                      return;
                    }
                    LockSupport.parkNanos(PAUSE.toNanos());
                  }
                });
  }

  /** Milliseconds that were not exceeded in this share of the looks. */
  double at(double quantile) {
    synchronized (seen) {
      List<Double> sorted = seen.stream().sorted().toList();
      return sorted.isEmpty() ? Double.NaN : sorted.get((int) (quantile * (sorted.size() - 1)));
    }
  }

  @Override
  public void close() throws SQLException {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
