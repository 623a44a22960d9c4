package com.aegispay.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Measures how long an event takes from its commit to a consumer of committed records, with
 * payments that arrive by chance and do not wait for each other, two transactions and five events
 * of 1 kB each. Everything runs on this machine, with PostgreSQL's fsync and synchronous_commit on.
 * Arguments: payments a second (300), seconds (30).
 *
 * <pre>{@code
 * ./mvnw -q -pl outbox-relay -am test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * cd outbox-relay
 * java -cp target/test-classes:target/classes:$(cat target/test.classpath) \
 *   com.aegispay.relay.LatencyBenchmark 300 30
 * }</pre>
 */
final class LatencyBenchmark {
  private static final int WARM_UP_SECONDS = 15;
  private static final int EVENTS = 5;

  private LatencyBenchmark() {}

  static void main(String... args) throws SQLException, InterruptedException {
    int rate = args.length > 0 ? Integer.parseInt(args[0]) : 300;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 30;
    PaymentSource payments = new PaymentSource();
    Benchmarks.makeDurable(payments);
    var meters = new SimpleMeterRegistry();
    Benchmarks.relay(payments, 2_000, meters).start();

    int total = rate * (seconds + WARM_UP_SECONDS);
    Map<String, Long> committedAt = new ConcurrentHashMap<>();
    long[] latencies = new long[total * EVENTS];
    Thread consumer = Thread.ofPlatform().start(() -> consume(payments, committedAt, latencies));
    pay(payments, rate, total, committedAt);
    consumer.join();

    long[] measured =
        Arrays.copyOfRange(latencies, rate * WARM_UP_SECONDS * EVENTS, latencies.length);
    Arrays.sort(measured);
    System.out.printf(
        "%d payments/s of %d events for %d s: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, max %.0f ms;"
            + " %,.0f Kafka transactions/s; %s%n",
        rate,
        EVENTS,
        seconds,
        measured[measured.length / 2] / 1e6,
        measured[measured.length * 95 / 100] / 1e6,
        measured[measured.length * 99 / 100] / 1e6,
        measured[measured.length - 1] / 1e6,
        (double) meters.get("aegispay.outbox.batch").timer().count() / (seconds + WARM_UP_SECONDS),
        Benchmarks.load());
    System.exit(0);
  }

  private static void pay(
      PaymentSource payments, int rate, int total, Map<String, Long> committedAt) {
    Random random = new Random(1);
    long due = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int payment = 0; payment < total; payment++) {
        due += (long) (-Math.log(1 - random.nextDouble()) / rate * 1e9);
        LockSupport.parkNanos(due - System.nanoTime());
        String subject = "pay_" + payment;
        var _ =
            threads.submit(
                () -> {
                  append(payments, subject, 1, 2, committedAt);
                  append(payments, subject, 3, EVENTS, committedAt);
                });
      }
    }
  }

  private static void append(
      PaymentSource payments, String subject, long from, long to, Map<String, Long> committedAt) {
    payments.transactions.executeWithoutResult(
        _ ->
            payments.outbox.append(
                LongStream.rangeClosed(from, to)
                    .mapToObj(sequence -> payments.event(subject, sequence, "x".repeat(800)))
                    .toList()));
    long now = System.nanoTime();
    LongStream.rangeClosed(from, to).forEach(n -> committedAt.put("evt_" + subject + "_" + n, now));
  }

  private static void consume(
      PaymentSource payments, Map<String, Long> committedAt, long[] latencies) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            String.valueOf(payments.kafka.get("bootstrap.servers")),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest",
            "group.id",
            payments.prefix);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(payments.topic));
      for (int seen = 0; seen < latencies.length; ) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          long now = System.nanoTime();
          String id = new String(record.headers().lastHeader("id").value(), UTF_8);
          Long committed = committedAt.remove(id);
          // Seen before its writer had noted the commit: as good as at once.
          latencies[seen++] = committed == null ? 0 : now - committed;
        }
      }
    }
  }
}
