package com.aegispay.lab.bench;

import com.aegispay.lab.fleet.Fleet;
import com.aegispay.lab.load.Caller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A running fleet with merchants, and the steps that are measured on it. */
final class Round implements AutoCloseable {

  private static final int MERCHANTS = 20;
  private static final int WARMING_CUSTOMERS = 12;
  private static final Duration WARMING_STEP = Duration.ofSeconds(10);
  private static final int NO_BETTER = 9;
  private static final double GROWS = 1.25;
  private static final double FINE = 1.03;
  private static final double SLOWEST = 5;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration CALM_LIMIT = Duration.ofMinutes(5);
  private static final int CAUGHT_UP = 100;

  private final Fleet fleet;
  private final BenchOptions options;
  private final Consumer<String> progress;
  private final Processes processes;
  private final Database database;
  private final Consumers consumers;
  private final MemoryLatency memory = new MemoryLatency();
  private final Arrivals arrivals;

  Round(Fleet fleet, BenchOptions options, Consumer<String> progress) throws SQLException {
    this.fleet = fleet;
    this.options = options;
    this.progress = progress;
    this.processes = new Processes(options.directory());
    this.database = new Database(fleet.connectAsAdmin());
    this.consumers = new Consumers(fleet.kafkaBootstrap());
    this.arrivals =
        new Arrivals(fleet.urisOf("payment-service").getFirst(), tills(), System.nanoTime());
  }

  private List<Till> tills() {
    var tills = new ArrayList<Till>();
    try (var caller = new Caller(fleet.uri(), ANSWER_LIMIT)) {
      for (int i = 0; i < MERCHANTS; i++) {
        tills.add(Till.open(caller, fleet.operatorKey()));
      }
    }
    return tills;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  /**
   * Until the compilers are mostly done: customers that do not pause pay no more a second than
   * before, for some steps.
   *
   * @return what they pay a second then
   */
  double warm() throws IOException, SQLException {
    Duration most = options.quick() ? Duration.ofSeconds(50) : Duration.ofMinutes(8);
    long start = System.nanoTime();
    double best = 0;
    double now = 0;
    int since = 0;
    while (since < NO_BETTER && System.nanoTime() - start < most.toNanos()) {
      Map<String, Double> cpu = processes.seconds();
      Timings paid = arrivals.asFastAsAnswered(WARMING_CUSTOMERS, WARMING_STEP);
      now = paid.answeredPerSecond();
      progress.accept(
          String.format(
              Locale.ROOT, "  warming up: %.0f/s, CPU ms %s", now, perPayment(cpu, paid)));
      if (paid.unassessed() > 0) {
        // Faster than it will be: nobody waited for the risk check.
        best = 0;
        since = 0;
      } else {
        since = now > best * FINE ? 0 : since + 1;
        best = Math.max(best, now);
      }
    }
    calm();
    return Math.max(best > 0 ? best : now, SLOWEST);
  }

  /**
   * The highest rate that is sustained: growing steps until one is not, or shrinking ones until one
   * is; then halving what is between.
   *
   * @return the step at that rate, or the slowest tried
   */
  Step highest(double from) throws IOException, SQLException {
    double low = 0;
    double high = Double.NaN;
    Step best = null;
    double rate = from;
    int refinements = options.quick() ? 1 : 3;
    while (true) {
      Step step = tried(rate);
      if (!step.sustained()) {
        // Once more: a compiler or a vacuum may have been at work.
        step = tried(rate);
      }
      if (step.sustained()) {
        low = rate;
        best = step;
      } else {
        high = rate;
      }
      if (Double.isNaN(high)) {
        rate *= GROWS;
      } else if (best == null) {
        rate /= GROWS;
        if (rate < SLOWEST) {
          return step;
        }
      } else if (refinements-- > 0 && high > low * FINE) {
        rate = (low + high) / 2;
      } else {
        return best;
      }
    }
  }

  private Step tried(double rate) throws IOException, SQLException {
    Step step = step(rate, options.step());
    progress.accept("  " + step.line());
    calm();
    return step;
  }

  /** Holds one rate for a time. */
  Step step(double perSecond, Duration time) throws IOException, SQLException {
    double memoryNs = memory.nanos();
    database.reset();
    long commits = database.commits();
    Map<String, Double> cpu = processes.seconds();
    Timings timings;
    long waiting;
    long behind;
    List<Double> lags;
    try (var lag = new Lag(fleet.connectAsAdmin())) {
      timings = arrivals.arrive(perSecond, time);
      waiting = database.waitingEvents();
      behind = consumers.behind();
      lags = List.of(lag.at(0.5), lag.at(0.99), lag.at(1));
    }
    int payments = Math.max(1, timings.count());
    return new Step(
        timings,
        perPayment(cpu, timings),
        database.byRole(),
        (database.commits() - commits) / (double) payments,
        lags,
        waiting,
        behind,
        memoryNs,
        database.dearest(payments));
  }

  private Cpu perPayment(Map<String, Double> before, Timings timings) throws IOException {
    var spent = new LinkedHashMap<String, Double>();
    processes
        .seconds()
        .forEach(
            (name, now) ->
                spent.put(
                    name,
                    1000 * (now - before.getOrDefault(name, 0.0)) / Math.max(1, timings.count())));
    return new Cpu(spent);
  }

  /** Until the relay has carried everything, and the consumers are where it is. */
  void calm() throws IOException, SQLException {
    long deadline = System.nanoTime() + CALM_LIMIT.toNanos();
    while (database.waitingEvents() > 0 || consumers.behind() > CAUGHT_UP) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("outboxes or consumers do not catch up");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Gives the gateways another latency. */
  void latency(Duration p50, Duration p99) throws IOException, InterruptedException {
    tell("latency", p50.toMillis() + " " + p99.toMillis());
  }

  /** Has the gateways write down their books, for the audit. */
  void writeBooks() throws IOException, InterruptedException {
    tell("books", "");
  }

  /** Records payment-service until told to stop. */
  void record(Path to) throws IOException, InterruptedException {
    jcmd("JFR.start", "name=bench", "settings=profile", "filename=" + to.toAbsolutePath());
  }

  void stopRecording() throws IOException, InterruptedException {
    jcmd("JFR.stop", "name=bench");
  }

  @Override
  public void close() throws IOException, SQLException {
    arrivals.close();
    consumers.close();
    database.close();
  }

  private void jcmd(String... command) throws IOException, InterruptedException {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    line.add(Long.toString(processes.child("payment-service").orElseThrow().pid()));
    line.addAll(List.of(command));
    int ended = new ProcessBuilder(line).inheritIO().start().waitFor();
    if (ended != 0) {
      throw new IOException("jcmd ended with " + ended);
    }
  }

  private void tell(String what, String body) throws IOException, InterruptedException {
    URI to = fleet.sandboxUri().resolve("/" + what);
    try (var http = HttpClient.newHttpClient()) {
      HttpResponse<Void> answer =
          http.send(
              HttpRequest.newBuilder(to)
                  .header("Authorization", "Bearer " + fleet.settings().secrets().internalKey())
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() != 200) {
        throw new IOException("the gateways answered " + answer.statusCode() + " to " + what);
      }
    }
  }
}
