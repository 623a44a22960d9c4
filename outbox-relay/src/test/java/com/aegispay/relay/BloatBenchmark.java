package com.aegispay.relay;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/**
 * Shows whether the outbox stays small: many rows in and out, compressed into minutes, with the
 * table's and its indexes' size and dead rows printed as they change. Arguments: million rows (2),
 * rows a second (8,000), seconds in the middle of it for which a transaction is held open, so that
 * nothing can be vacuumed (0).
 *
 * <pre>{@code
 * ./mvnw -q -pl outbox-relay -am test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * cd outbox-relay
 * java -cp target/test-classes:target/classes:$(cat target/test.classpath) \
 *   com.aegispay.relay.BloatBenchmark 2 8000 0
 * }</pre>
 */
final class BloatBenchmark {
  private static final int PRINT_EVERY_SECONDS = 10;
  private static final int SLICES_A_SECOND = 20;

  private static final String SIZES =
      """
      select pg_relation_size('outbox') >> 10, pg_indexes_size('outbox') >> 10, n_dead_tup,
        autovacuum_count
      from pg_stat_user_tables where relid = 'outbox'::regclass
      """;

  private BloatBenchmark() {}

  static void main(String... args) throws SQLException {
    long rows = (args.length > 0 ? Long.parseLong(args[0]) : 2) * 1_000_000;
    int rate = args.length > 1 ? Integer.parseInt(args[1]) : 8_000;
    int heldSeconds = args.length > 2 ? Integer.parseInt(args[2]) : 0;
    PaymentSource payments = new PaymentSource();
    Benchmarks.makeDurable(payments);
    var meters = new SimpleMeterRegistry();
    Benchmarks.relay(payments, 2_000, meters).start();
    var published = meters.counter("aegispay.outbox.published", "source", "payment");
    long begun = System.nanoTime();
    long printed = begun;
    long written = 0;
    try (var holder = payments.database.connectAsAdmin()) {
      holder.setAutoCommit(false);
      while (published.count() < rows) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        double middle = rows / 2.0 / rate;
        if (heldSeconds > 0 && seconds > middle && seconds < middle + heldSeconds) {
          holder.createStatement().execute("select txid_current()");
        } else {
          holder.rollback();
        }
        int slice = rate / SLICES_A_SECOND;
        if (written < rows && written < seconds * rate) {
          Benchmarks.fill(payments, written / 5, slice);
          written += slice;
        } else {
          LockSupport.parkNanos(5_000_000);
        }
        if (System.nanoTime() - printed > PRINT_EVERY_SECONDS * 1_000_000_000L) {
          printed = System.nanoTime();
          print(payments, seconds, written, (long) published.count());
        }
      }
    }
    print(payments, (System.nanoTime() - begun) / 1e9, written, (long) published.count());
    System.exit(0);
  }

  private static void print(PaymentSource payments, double seconds, long written, long published) {
    System.out.println(
        payments
            .jdbc
            .sql(SIZES)
            .query(
                (row, _) ->
                    "%4.0f s: %,9d rows in, %,9d out; table %,7d kB, indexes %,7d kB, %,7d dead rows, %d vacuums; %s"
                        .formatted(
                            seconds,
                            written,
                            published,
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            Benchmarks.load()))
            .single());
  }
}
