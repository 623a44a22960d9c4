package com.aegispay.lab.crash;

import com.aegispay.lab.crash.Inspection.Inspected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a run of the lab came to: one line for each victim and step. */
final class Tally {

  private final List<Kill> kills = new ArrayList<>();
  private final List<Inspected> inspections = new ArrayList<>();

  void add(Kill kill) {
    kills.add(kill);
  }

  void add(Inspected inspected) {
    inspections.add(inspected);
  }

  boolean clean() {
    return inspections.stream().allMatch(inspected -> inspected.violations().isEmpty());
  }

  /** A table in Markdown, which reads on a terminal as well. */
  String table() {
    var text = new StringBuilder();
    text.append(
        row("victim", "where it dies", "kills", "there", "in flight", "away", "interrupted"));
    text.append(row("---", "---", "---:", "---:", "---:", "---:", "---:"));
    List<Casualty> casualties =
        kills.stream()
            .map(Kill::casualty)
            .distinct()
            .sorted(Comparator.comparing(Casualty::victim).thenComparing(Casualty::step))
            .toList();
    for (Casualty casualty : casualties) {
      text.append(
          line(
              casualty.victim(),
              casualty.step(),
              kills.stream().filter(kill -> kill.casualty().equals(casualty)).toList()));
    }
    text.append(line("**all**", "", kills));
    text.append('\n').append(inspectionTable());
    return text.toString();
  }

  private String line(String victim, String step, List<Kill> some) {
    long there = some.stream().filter(Kill::reached).count();
    double inFlight = some.stream().mapToInt(Kill::inFlight).average().orElse(0);
    int most = some.stream().mapToInt(Kill::inFlight).max().orElse(0);
    double away =
        some.stream().map(Kill::away).mapToLong(Duration::toMillis).average().orElse(0) / 1000;
    long interrupted =
        inspections.stream()
            .flatMap(inspected -> inspected.interrupted().entrySet().stream())
            .filter(entry -> some.stream().anyMatch(kill -> kill.number() == entry.getKey()))
            .mapToLong(entry -> entry.getValue())
            .sum();
    return row(
        victim,
        step,
        Integer.toString(some.size()),
        Long.toString(there),
        String.format(Locale.ROOT, "%.1f (%d)", inFlight, most),
        String.format(Locale.ROOT, "%.1f s", away),
        Long.toString(interrupted));
  }

  private String inspectionTable() {
    var text = new StringBuilder();
    text.append(row("after kill", "orders", "payments", "unknowns resolved", "webhooks", "violations"));
    text.append(row("---:", "---:", "---:", "---:", "---:", "---:"));
    for (Inspected inspected : inspections) {
      text.append(
          row(
              Integer.toString(inspected.kills()),
              Integer.toString(inspected.orders()),
              Long.toString(inspected.payments()),
              Long.toString(inspected.resolved()),
              Integer.toString(inspected.webhooks()),
              Integer.toString(inspected.violations().size())));
    }
    return text.toString();
  }

  private static String row(String... cells) {
    return List.of(cells).stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
