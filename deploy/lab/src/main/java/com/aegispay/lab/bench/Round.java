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
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A running fleet with merchants, and the steps that are measured on it. */
final class Round implements AutoCloseable {

  private static final int MERCHANTS = 20;
  private static final double FIRST_RATE = 10;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration CALM_LIMIT = Duration.ofMinutes(5);

  private final Fleet fleet;
  private final BenchOptions options;
  private final Consumer<String> progress;
  private final Processes processes;
  private final Database database;
  private final Arrivals arrivals;

  Round(Fleet fleet, BenchOptions options, Consumer<String> progress) throws SQLException {
    this.fleet = fleet;
    this.options = options;
    this.progress = progress;
    this.processes = new Processes(options.directory());
    this.database = new Database(fleet.connectAsAdmin());
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

  /** Until the compilers are done and the median stays where it is. */
  void warm() throws IOException, SQLException, InterruptedException {
    long start = System.nanoTime();
    Duration least = options.quick() ? Duration.ofSeconds(20) : Duration.ofSeconds(90);
    Duration most = least.multipliedBy(3);
    double before = Double.NaN;
    double rate = FIRST_RATE;
    while (true) {
      Step step = step(rate, Duration.ofSeconds(options.quick() ? 5 : 10));
      progress.accept("  warming up " + step.line());
      double median = step.timings().added(0.5);
      long spent = System.nanoTime() - start;
      boolean stable = Math.abs(median - before) < 0.1 * median;
      if (spent > most.toNanos() || (spent > least.toNanos() && stable)) {
        return;
      }
      before = median;
      rate = step.sustained() ? Math.min(300, rate * 1.6) : Math.max(FIRST_RATE, rate / 2);
    }
  }

  /**
   * The highest rate that is sustained: by growing steps until one is not, then halving between.
   *
   * @return the step at that rate
   */
  Step highest(double from) throws IOException, SQLException, InterruptedException {
    double low = 0;
    double high = Double.NaN;
    Step best = null;
    double rate = from;
    int refinements = options.quick() ? 1 : 4;
    while (true) {
      Step step = step(rate, options.step());
      progress.accept("  " + step.line());
      if (step.sustained()) {
        low = rate;
        best = step;
      } else {
        high = rate;
      }
      calm();
      if (Double.isNaN(high)) {
        rate *= 1.4;
      } else if (best == null) {
        rate /= 2;
        if (rate < 5) {
          return step;
        }
      } else if (refinements-- > 0 && high > low * 1.04) {
        rate = (low + high) / 2;
      } else {
        return best;
      }
    }
  }

  /** Holds one rate for a time. */
  Step step(double perSecond, Duration time) throws IOException, SQLException {
    database.reset();
    long commits = database.commits();
    Map<String, Double> cpu = processes.seconds();
    Timings timings;
    long waiting;
    List<Double> lags;
    try (var lag = new Lag(fleet.connectAsAdmin())) {
      timings = arrivals.arrive(perSecond, time);
      waiting = database.waitingEvents();
      lags = List.of(lag.at(0.5), lag.at(0.99), lag.at(1));
    }
    int payments = Math.max(1, timings.count());
    var cpuMs = new LinkedHashMap<String, Double>();
    processes
        .seconds()
        .forEach(
            (name, now) -> cpuMs.put(name, 1000 * (now - cpu.getOrDefault(name, 0.0)) / payments));
    return new Step(
        timings,
        cpuMs,
        database.byRole(),
        (database.commits() - commits) / (double) payments,
        lags,
        waiting,
        database.dearest(payments));
  }

  /** Until the relay has carried everything. */
  void calm() throws SQLException {
    long deadline = System.nanoTime() + CALM_LIMIT.toNanos();
    while (database.waitingEvents() > 0) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("the outboxes do not drain");
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
