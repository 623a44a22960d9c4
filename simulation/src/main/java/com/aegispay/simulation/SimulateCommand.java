package com.aegispay.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.aegispay.simulation.Simulation.Tally;
import com.aegispay.simulation.WorldRun.Report;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** {@code ./aegispay simulate [--payments N] [--seed S] [--world W]}. */
public final class SimulateCommand {

  private static final long USUAL_SEED = 1;
  private static final long USUAL_PAYMENTS = 100_000;
  private static final int PROGRESS_EVERY = 200;

  private SimulateCommand() {}

  /** Exits with 0 when every promise was kept, with 1 when one was broken. */
  public static void main(String... arguments) {
    // What the platform reports of lost answers and deaths is what is made here.
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    List<String> words = List.of(arguments);
    long seed = number(words, "--seed", USUAL_SEED);
    if (words.contains("--world")) {
      System.exit(replay(seed, (int) number(words, "--world", 0)));
    }
    System.exit(simulate(seed, number(words, "--payments", USUAL_PAYMENTS)));
  }

  private static long number(List<String> words, String option, long otherwise) {
    int at = words.indexOf(option);
    return at < 0 || at + 1 == words.size() ? otherwise : Long.parseLong(words.get(at + 1));
  }

  private static int simulate(long seed, long payments) {
    int worlds = Math.toIntExact((payments + WorldRun.PAYMENTS - 1) / WorldRun.PAYMENTS);
    System.out.printf(
        Locale.ROOT,
        "Simulating %,d worlds of %d payments, seed %d%n",
        worlds,
        WorldRun.PAYMENTS,
        seed);
    long begun = System.nanoTime();
    Tally tally =
        Simulation.run(
            seed,
            worlds,
            () -> false,
            soFar -> {
              if (soFar.worlds % PROGRESS_EVERY == 0) {
                System.out.printf(
                    Locale.ROOT,
                    "  %,d of %,d worlds, %,d steps, %d s%n",
                    soFar.worlds,
                    worlds,
                    soFar.steps,
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds());
              }
            });
    System.out.print(table(tally, Duration.ofNanos(System.nanoTime() - begun)));
    return tally.broken == null ? 0 : broken(seed, tally.brokenWorld, tally.broken);
  }

  static String table(Tally tally, Duration took) {
    return """
        worlds         %,15d
        payments       %,15d
        attempts       %,15d
        events         %,15d
        steps          %,15d
        deaths         %,15d
        answers        %,15d
        by operator    %,15d
        time           %,13.1f s
        """
        .formatted(
            tally.worlds,
            tally.payments,
            tally.attempts,
            tally.events,
            tally.steps,
            tally.deaths,
            tally.answers,
            tally.byOperator,
            took.toMillis() / 1e3);
  }

  private static int broken(long seed, int world, Report report) {
    System.out.println("BROKEN in world " + world + " of seed " + seed + ": " + report.violation());
    System.out.println("Replay it with: " + command(seed, world));
    return 1;
  }

  static String command(long seed, int world) {
    return "./aegispay simulate --seed " + seed + " --world " + world;
  }

  private static int replay(long seed, int world) {
    Report report = Simulation.replay(seed, world);
    report.trace().forEach(System.out::println);
    System.out.println(
        report.violation() == null ? "Every promise was kept." : "BROKEN: " + report.violation());
    return report.violation() == null ? 0 : 1;
  }
}
