package com.aegispay.lab.crash;

import com.aegispay.lab.crash.Inspection.Inspected;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a run of the lab came to: one line for each victim and step. */
final class Tally {

  private final List<Inspected> inspections = new ArrayList<>();

  void add(Inspected inspected) {
    inspections.add(inspected);
  }

  boolean clean() {
    return inspections.stream().allMatch(inspected -> inspected.violations().isEmpty());
  }

  /** A table in Markdown, which reads on a terminal as well. */
  String table() {
    List<Aftermath> all =
        inspections.stream().flatMap(inspected -> inspected.aftermaths().stream()).toList();
    var text = new StringBuilder();
    text.append(
        row(
            "victim",
            "where it dies",
            "kills",
            "missed",
            "in flight, mean (most)",
            "away, mean",
            "payments",
            "unknowns resolved",
            "violations"));
    text.append(row("---", "---", "---:", "---:", "---:", "---:", "---:", "---:", "---:"));
    all.stream()
        .map(one -> one.kill().casualty())
        .distinct()
        .sorted(Comparator.comparing(Casualty::victim).thenComparingInt(Casualty::order))
        .forEach(
            casualty ->
                text.append(
                    line(
                        casualty.victim(),
                        casualty.step(),
                        all.stream()
                            .filter(one -> one.kill().casualty().equals(casualty))
                            .toList())));
    text.append(line("**all**", "", all));
    return text.toString();
  }

  private static String line(String victim, String step, List<Aftermath> some) {
    List<Kill> kills = some.stream().map(Aftermath::kill).toList();
    var inFlight = kills.stream().mapToInt(Kill::inFlight).summaryStatistics();
    var awayMs = kills.stream().mapToLong(kill -> kill.away().toMillis()).summaryStatistics();
    return row(
        victim,
        step,
        Integer.toString(some.size()),
        Long.toString(kills.stream().filter(kill -> !kill.reached()).count()),
        String.format(Locale.ROOT, "%.1f (%d)", inFlight.getAverage(), inFlight.getMax()),
        String.format(Locale.ROOT, "%.1f s", awayMs.getAverage() / 1000),
        Long.toString(some.stream().mapToLong(Aftermath::payments).sum()),
        Long.toString(some.stream().mapToLong(Aftermath::resolved).sum()),
        Long.toString(some.stream().mapToLong(Aftermath::violations).sum()));
  }

  private static String row(String... cells) {
    return List.of(cells).stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
