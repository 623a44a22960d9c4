package com.aegispay.relay;

import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** What the relay's benchmarks share. */
final class Benchmarks {
  private Benchmarks() {}

  /** A figure without fsync is no figure. */
  static void makeDurable(PaymentSource payments) throws SQLException {
    try (var admin = payments.database.connectAsAdmin();
        var statement = admin.createStatement()) {
      statement.execute("alter system set fsync = on");
      statement.execute("alter system set synchronous_commit = on");
      statement.execute("select pg_reload_conf()");
    }
  }

  /** Rows of 1 kB, of payments with numbers from {@code first} up, five events each. */
  static void fill(PaymentSource payments, long first, int rows) {
    int filled =
        payments
            .jdbc
            .sql(
                """
                insert into outbox (merchant_id, topic, subject, sequence, event_id, type, version, body)
                select 'mer_1', ?, 'pay_' || g / 5, g % 5 + 1, 'evt_' || gen_random_uuid(),
                  'payment.captured', 1, repeat(md5(g::text), 32)
                from generate_series(?, ?) g
                """)
            .params(payments.topic, first * 5, first * 5 + rows - 1)
            .update();
    if (filled != rows) {
      throw new IllegalStateException("%d rows filled".formatted(filled));
    }
  }

  /** A relay with batches as large as this, and meters to read. */
  static Relay relay(PaymentSource payments, int batchRows, MeterRegistry meters) {
    var properties =
        new RelayProperties(
            Map.of("payment", payments.source), payments.prefix, Duration.ofMillis(100), batchRows);
    return new Relay(properties, payments.kafka, meters, Steps.UNOBSERVED);
  }

  static String load() {
    return "load average %.1f"
        .formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
