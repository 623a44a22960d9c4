package com.aegispay.lab.crash;

import com.aegispay.lab.crash.Inspection.Inspected;
import com.aegispay.lab.fleet.Chronicle;
import com.aegispay.lab.fleet.Fleet;
import com.aegispay.lab.fleet.FleetPlan;
import com.aegispay.lab.fleet.Ground;
import com.aegispay.lab.load.Caller;
import com.aegispay.lab.load.Journal;
import com.aegispay.lab.load.Load;
import com.aegispay.lab.load.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The program behind {@code ./aegispay crash}: real processes under load through the public API,
 * killed one after another, and every promise checked. Ends with 0 when all were kept, 1 when not.
 */
public final class CrashLab {

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration SETTLE_EVERY = Duration.ofSeconds(3);
  private static final Duration ORDER_LIMIT = Duration.ofSeconds(5);

  private final CrashOptions options;
  private final Chronicle chronicle = new Chronicle(System.out);
  private final Tally tally = new Tally();

  private CrashLab(CrashOptions options) {
    this.options = options;
  }

  public static void main(String[] arguments) throws Exception {
    Chronicle.end(() -> new CrashLab(CrashOptions.parse(arguments)).run());
  }

  private boolean run() throws IOException, SQLException, InterruptedException {
    Ground.fresh(options.directory(), options.command());
    chronicle.say(
        "seed %d; logs and data are in %s".formatted(options.seed(), options.directory()));
    try (var fleet = new Fleet(plan());
        var webhooks = WebhookReceiver.open();
        var caller = new Caller(fleet.uri(), ANSWER_LIMIT)) {
      fleet.start(name -> chronicle.say("  " + name));
      var journal = new Journal(caller, webhooks);
      try (var load =
          new Load(caller, journal, options.perSecond(), options.seed(), (_, _) -> {})) {
        load.prepare(fleet.operatorKey(), webhooks);
        Thread settlements =
            Thread.ofVirtual()
                .name("settlement-runs")
                .start(() -> orderSettlements(caller, fleet, load));
        kill(fleet, webhooks, caller, journal, load);
        settlements.interrupt();
      }
    } finally {
      // What was seen until then, if it could not go on.
      chronicle.show(tally.table());
      if (options.markdown() != null) {
        Files.writeString(options.markdown(), tally.table());
      }
    }
    chronicle.say(
        tally.clean()
            ? "every promise was kept (%s)".formatted(options.command())
            : "promises were broken; the same kills again: " + options.command());
    return tally.clean();
  }

  private void kill(
      Fleet fleet, WebhookReceiver webhooks, Caller caller, Journal journal, Load load)
      throws IOException, SQLException, InterruptedException {
    var random = new Random(options.seed());
    List<Sentence> sentences = Sentence.draw(options.runs(), random);
    var executioner =
        new Executioner(fleet, caller, webhooks, kill -> chronicle.say(line(kill, load)));
    var inspection =
        new Inspection(fleet, load, journal, random, step -> chronicle.say("  audit: " + step));
    Instant from = Instant.now();
    for (int done = 0; done < sentences.size(); ) {
      int next = Math.min(sentences.size(), done + options.auditEvery());
      load.resume();
      List<Kill> kills =
          Scaffold.carryOut(sentences.subList(done, next), options.atOnce(), executioner);
      done = next;
      if (options.sabotage() != null && done == sentences.size()) {
        int rows = options.sabotage().commit(fleet);
        chronicle.say("sabotaged: %s, %d row".formatted(options.sabotage().option(), rows));
      }
      chronicle.say("the load stops, the platform comes to rest, everything is audited ...");
      Inspected inspected = inspection.look(done, kills, from);
      tally.add(inspected);
      chronicle.say(line(inspected));
      inspected.violations().forEach(violation -> chronicle.say("  VIOLATION " + violation));
      from = Instant.now();
    }
  }

  /** Gateways that answer late enough to be interrupted; doubt that is settled in seconds. */
  private FleetPlan plan() {
    Map<String, String> paying =
        Map.of(
            "aegispay.gateways.timeout", "2s",
            "aegispay.doubt.call-may-take", "4s",
            "aegispay.doubt.rungs", "1s,1s,2s,2s,3s,3s,5s,5s,5s,10s,10s,10s,10s,10s,10s");
    Map<String, String> notifying =
        Map.of(
            "aegispay.webhooks.ladder", "0s,1s,1s,2s,2s,5s,5s,5s,10s,10s,10s",
            "aegispay.webhooks.timeout", "3s");
    return new FleetPlan(
        options.directory(),
        options.port(),
        Map.of(
            "merchant-service", 1,
            "payment-service", 2,
            "fraud-service", 1,
            "settlement-service", 1,
            "notification-service", 1,
            "analytics-service", 1,
            "outbox-relay", 2),
        new FleetPlan.Gateways(
            Duration.ofMillis(60),
            Duration.ofMillis(300),
            Duration.ofSeconds(4),
            Duration.ofSeconds(1)),
        Map.of("payment-service", paying, "notification-service", notifying),
        FleetPlan.QUICK_START,
        Set.of(),
        true);
  }

  /** Merchants are settled all the time, so that every step of it is come to. */
  private static void orderSettlements(Caller caller, Fleet fleet, Load load) {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(SETTLE_EVERY.toNanos());
      if (load.isOpen()) {
        String key = UUID.randomUUID().toString();
        var _ =
            caller.post(
                new Caller.Request(fleet.operatorKey(), "/v1/settlement_runs", key, "{}"),
                System.nanoTime() + ORDER_LIMIT.toNanos());
      }
    }
  }

  private String line(Kill kill, Load load) {
    return String.format(
        Locale.ROOT,
        "%3d/%d  %-22s %-20s %s%3d in flight, away %.1f s; %d customers answered",
        kill.number(),
        options.runs(),
        kill.node(),
        kill.casualty().step(),
        kill.reached() ? "" : "(not reached: killed anyway) ",
        kill.inFlight(),
        kill.away().toMillis() / 1000.0,
        load.answered());
  }

  private static String line(Inspected inspected) {
    return "after %d kills: %d orders, %d unknowns resolved since the last time, %d violations"
        .formatted(
            inspected.kills(),
            inspected.orders(),
            inspected.aftermaths().stream().mapToLong(Aftermath::resolved).sum(),
            inspected.violations().size());
  }
}
