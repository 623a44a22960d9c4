package com.aegispay.relay;

import com.aegispay.relay.SourceStatus.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how fast a backlog is drained, with PostgreSQL's fsync and synchronous_commit on and
 * everything on this machine. Arguments: rows (200,000) and rows in a batch (2,000).
 *
 * <pre>{@code
 * ./mvnw -q -pl outbox-relay -am test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * cd outbox-relay
 * java -cp target/test-classes:target/classes:$(cat target/test.classpath) \
 *   com.aegispay.relay.DrainBenchmark
 * }</pre>
 */
final class DrainBenchmark {
  private static final int ROUNDS = 3;

  private DrainBenchmark() {}

  static void main(String... args) throws SQLException {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    int batchRows = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
    PaymentSource payments = new PaymentSource();
    Benchmarks.makeDurable(payments);
    for (int round = 1; round <= ROUNDS; round++) {
      Benchmarks.fill(payments, 0, rows);
      var meters = new SimpleMeterRegistry();
      Relay relay = Benchmarks.relay(payments, batchRows, meters);
      var published = meters.counter("aegispay.outbox.published", "source", "payment");
      long begun = System.nanoTime();
      long leading = begun;
      relay.start();
      while (published.count() < rows) {
        if (!(relay.statuses().getFirst().state() instanceof State.Leading)) {
          leading = System.nanoTime();
        }
        LockSupport.parkNanos(1_000_000);
      }
      long done = System.nanoTime();
      relay.stop();
      System.out.printf(
          "round %d: %,d rows of 1 kB in %.2f s = %,.0f rows/s; %.2f s to take over before it;"
              + " %s%n",
          round,
          rows,
          (done - leading) / 1e9,
          rows / ((done - leading) / 1e9),
          (leading - begun) / 1e9,
          Benchmarks.load());
    }
    System.exit(0);
  }
}
