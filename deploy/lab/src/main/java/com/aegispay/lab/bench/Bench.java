package com.aegispay.lab.bench;

import com.aegispay.audit.Audit;
import com.aegispay.audit.Options;
import com.aegispay.audit.Report;
import com.aegispay.lab.bench.BenchOptions.Part;
import com.aegispay.lab.fleet.Chronicle;
import com.aegispay.lab.fleet.Fleet;
import com.aegispay.lab.fleet.FleetPlan;
import com.aegispay.lab.fleet.Ground;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The program behind {@code ./aegispay bench}: what the platform carries on this machine, what it
 * costs, and what PostgreSQL alone would carry. Ends with 0, or with 1 when the audit that follows
 * finds a broken promise.
 */
public final class Bench {

  private static final Duration REAL_P50 = Duration.ofMillis(120);
  private static final Duration REAL_P99 = Duration.ofMillis(380);
  private static final Duration SETTLE = Duration.ofMinutes(5);

  /**
   * Pages of 2 MB, where the system gives them, because a virtual machine looks small ones up
   * twice; and a young generation that the last cache can hold.
   */
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC", "-Xms512m", "-Xmx512m", "-Xmn24m", "-XX:+UseTransparentHugePages");

  /** No customer waits for these. */
  private static final Set<String> BACKGROUND =
      Set.of(
          "kafka",
          "outbox-relay",
          "merchant-service",
          "settlement-service",
          "notification-service",
          "analytics-service");

  /** Of what customers that wait for each other pay: where the search starts. */
  private static final double FIRST_SHARE = 0.5;

  private final BenchOptions options;
  private final Chronicle chronicle = new Chronicle(System.out);
  private final Table table = new Table();

  private Bench(BenchOptions options) {
    this.options = options;
  }

  public static void main(String[] arguments) throws Exception {
    Chronicle.end(() -> new Bench(BenchOptions.parse(arguments)).run());
  }

  private boolean run() throws IOException, SQLException, InterruptedException {
    if (Floor.pgbench().isEmpty()) {
      chronicle.say(
          "there is no pgbench, so no floor is measured: apt-get install postgresql-15 brings it");
    }
    boolean clean = true;
    for (Part part : Part.values()) {
      if (options.wants(part)) {
        clean &= round(part);
      }
    }
    chronicle.show(table.text());
    if (options.markdown() != null) {
      Files.writeString(options.markdown(), table.text());
    }
    return clean;
  }

  /** Whether the audit after it, where there is one, found nothing. */
  private boolean round(Part part) throws IOException, SQLException, InterruptedException {
    BenchOptions own = options.in(part);
    Ground.fresh(own.directory(), "./aegispay bench");
    try (var fleet = new Fleet(plan(own, part))) {
      start(fleet, own);
      try (var round = new Round(fleet, own, chronicle::say)) {
        switch (part) {
          case MONEY_PATH -> moneyPath(fleet, round, own);
          case EVERY_SERVICE -> everything(round);
        }
      }
      // The audit compares all services' books: without consumers there is nothing to compare.
      return part == Part.MONEY_PATH || audit(fleet);
    }
  }

  private void start(Fleet fleet, BenchOptions own) throws IOException, SQLException {
    chronicle.say("starting the fleet; logs and data are in " + own.directory().toAbsolutePath());
    fleet.postgres().start();
    try (Connection admin = fleet.postgres().server().connectAsAdmin("postgres")) {
      Floor.prepare(admin);
    }
    fleet.postgres().close();
    fleet.start(name -> chronicle.say("  " + name));
  }

  private void moneyPath(Fleet fleet, Round round, BenchOptions own)
      throws IOException, SQLException, InterruptedException {
    try (Connection admin = fleet.connectAsAdmin()) {
      table.machine(Machine.describe(admin));
    }
    chronicle.say("money path, gateways at 0 ms");
    Step highest = round.highest(round.warm() * FIRST_SHARE);
    table.highest("money path, gateways at 0 ms", highest);
    half(round, "money path, gateways at 0 ms", highest);
    if (options.profile()) {
      profile(round, own, highest.timings().perSecond() / 2);
    }
    chronicle.say("money path, gateways at p50 120 ms, p99 380 ms");
    round.latency(REAL_P50, REAL_P99);
    Step slow = round.highest(Math.max(20, highest.timings().perSecond() / 2));
    table.highest("money path, gateways at 120/380 ms", slow);
    half(round, "money path, gateways at 120/380 ms", slow);
    round.writeBooks();
    // Last, because it throws everybody out of the database for a moment.
    if (Floor.pgbench().isPresent()) {
      chronicle.say("the floor: pgbench with a payment's statements");
      var floor = new Floor(fleet, own.directory());
      Floor.Result result = floor.measure(round.arrivals(), options.step());
      table.floor(result, highest);
      chronicle.say(table.last());
      round.writeBooks();
    }
  }

  private void everything(Round round) throws IOException, SQLException, InterruptedException {
    chronicle.say("every service consuming, gateways at 0 ms");
    Step highest = round.highest(round.warm() * FIRST_SHARE);
    table.highest("every service consuming, gateways at 0 ms", highest);
    half(round, "every service consuming, gateways at 0 ms", highest);
    round.writeBooks();
  }

  private void half(Round round, String what, Step highest)
      throws IOException, SQLException, InterruptedException {
    Step half = round.step(highest.timings().perSecond() / 2, options.step().multipliedBy(3));
    chronicle.say("  half " + half.line());
    half.dearest().forEach(line -> chronicle.say("    " + line));
    table.half(what, half);
    round.calm();
  }

  /** A step of its own: recording costs time. */
  private void profile(Round round, BenchOptions own, double perSecond)
      throws IOException, SQLException, InterruptedException {
    Path recording = own.directory().resolve("payment-service.jfr");
    round.record(recording);
    Step recorded = round.step(perSecond, options.step());
    round.stopRecording();
    chronicle.say("recorded: " + recording + " of " + recorded.line());
    round.calm();
  }

  /** Prints everything that the audit says. */
  private boolean audit(Fleet fleet) {
    chronicle.say("the audit");
    Report report =
        Audit.run(
            fleet.sources(), Options.ALL.settlingFor(SETTLE), line -> chronicle.say("  " + line));
    chronicle.show(report.text());
    table.audit(report);
    return report.violations() == 0;
  }

  private static FleetPlan plan(BenchOptions own, Part part) {
    var replicas = new LinkedHashMap<String, Integer>();
    for (String service :
        List.of("merchant-service", "payment-service", "fraud-service", "outbox-relay")) {
      replicas.put(service, 1);
    }
    if (part == Part.EVERY_SERVICE) {
      for (String service :
          List.of("settlement-service", "notification-service", "analytics-service")) {
        replicas.put(service, 1);
      }
    }
    return new FleetPlan(
        own.directory(),
        own.port(),
        replicas,
        new FleetPlan.Gateways(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(4),
            Duration.ofSeconds(1),
            FleetPlan.Books.WHEN_TOLD),
        Map.of("payment-service", Map.of("aegispay.access.requests-per-second", "100000")),
        JVM,
        BACKGROUND,
        false);
  }
}
