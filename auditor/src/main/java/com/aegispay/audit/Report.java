package com.aegispay.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an audit found.
 *
 * @param at the moment that the snapshot shows
 * @param underWay how many things of each kind were not at their end then; none is a violation
 * @param notes what the reader should know about the run
 */
public record Report(
    Instant at,
    Duration took,
    List<Finding> findings,
    Map<String, Long> underWay,
    List<String> notes) {

  public long violations() {
    return findings.stream().mapToLong(Finding::violations).sum();
  }

  /** The checks that could not look. */
  public List<Finding> troubles() {
    return findings.stream().filter(finding -> finding.trouble() != null).toList();
  }

  /** 0 clean, 1 violations, 2 could not look. */
  public int exitCode() {
    return violations() > 0 ? 1 : troubles().isEmpty() ? 0 : 2;
  }

  /** For people: a line for each check, and for each violation what to expect and how to look. */
  public String text() {
    var text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(line(finding));
      for (Violation violation : finding.shown()) {
        text.append("      ").append(violation.ids()).append('\n');
        text.append("        expected  ").append(violation.expected()).append('\n');
        text.append("        actual    ").append(violation.actual()).append('\n');
        text.append("        look      ").append(violation.look()).append('\n');
      }
      if (finding.violations() > finding.shown().size()) {
        text.append("      and %d more%n".formatted(finding.violations() - finding.shown().size()));
      }
    }
    notes.forEach(note -> text.append("  note: ").append(note).append('\n'));
    text.append("  under way: ").append(underWay).append('\n');
    text.append(verdict()).append('\n');
    return text.toString();
  }

  private static String line(Finding finding) {
    String state = finding.trouble() != null ? "??" : finding.violations() > 0 ? "NO" : "ok";
    String line =
        String.format(
            Locale.ROOT,
            "  %s  %-16s looked at %,9d, violations %,6d, %6.2f s  %s%n",
            state,
            finding.check(),
            finding.looked(),
            finding.violations(),
            finding.took().toMillis() / 1000.0,
            finding.promise());
    return finding.trouble() == null
        ? line
        : line + "      could not look: " + finding.trouble() + "\n";
  }

  private String verdict() {
    String time = String.format(Locale.ROOT, "%.1f s, as of %s", took.toMillis() / 1000.0, at);
    return switch (exitCode()) {
      case 0 -> "Every promise holds (" + time + ").";
      case 1 -> "%d violations (%s).".formatted(violations(), time);
      default -> "%d checks could not look (%s).".formatted(troubles().size(), time);
    };
  }
}
