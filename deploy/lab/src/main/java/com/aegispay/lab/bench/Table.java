package com.aegispay.lab.bench;

import com.aegispay.audit.Report;
import com.google.errorprone.annotations.FormatMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results, as one Markdown table. */
final class Table {

  private final List<String> lines = new ArrayList<>();

  Table() {
    lines.add("| what | value |");
    lines.add("|---|---|");
  }

  void machine(Map<String, String> facts) {
    facts.forEach(this::row);
  }

  void highest(String what, Step step) {
    row(
        "**" + what + "**: highest rate sustained at platform-added p99 <= 100 ms",
        step.sustained()
            ? format("**%.0f/s**", step.timings().perSecond())
            : format("below %.0f/s", step.timings().perSecond()));
    row("the same: platform-added p50 / p95 / p99 / p99.9", added(step));
    costs(step);
  }

  void half(String what, Step step) {
    row("**" + what + "**: half of it", format("%.0f/s", step.timings().perSecond()));
    row(
        "total p50 / p95 / p99 / p99.9",
        format(
            "%.1f / %.1f / %.1f / %.1f ms",
            step.timings().total(0.5),
            step.timings().total(0.95),
            step.timings().total(0.99),
            step.timings().total(0.999)));
    row("platform-added p50 / p95 / p99 / p99.9", added(step));
    row(
        "of it the risk check / payment-service from the request's head on, p50 and p99",
        format(
            "%.1f and %.1f / %.1f and %.1f ms",
            step.timings().risk(0.5),
            step.timings().risk(0.99),
            step.timings().inside(0.5),
            step.timings().inside(0.99)));
    costs(step);
  }

  void floor(Floor.Result floor, Step highest) {
    row(
        "floor: pgbench, 8 clients, prepared, the %d statements of a payment"
            .formatted(floor.statements()),
        format("%.0f/s, %.2f ms", floor.perSecond(), floor.latencyMs()));
    row("money path / floor", format("%.2f", highest.timings().perSecond() / floor.perSecond()));
  }

  void audit(Report report) {
    row(
        "audit after all of it",
        format(
            "%d checks, %d violations, %d could not look",
            report.findings().size(), report.violations(), report.troubles().size()));
  }

  String last() {
    return lines.getLast();
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  private void costs(Step step) {
    row("CPU a payment", format("%.2f ms: %s", step.cpu().all(), step.cpu()));
    int payments = Math.max(1, step.timings().count());
    row(
        "database time a payment",
        step.roles().entrySet().stream()
            .map(one -> format("%s %.2f ms", one.getKey(), one.getValue().execMs() / payments))
            .collect(Collectors.joining(", ")));
    row(
        "round trips a payment",
        step.roles().entrySet().stream()
                .map(
                    one ->
                        format(
                            "%s %.2f",
                            one.getKey(), one.getValue().statements() / (double) payments))
                .collect(Collectors.joining(", "))
            + format("; commits %.2f", step.commits()));
    row(
        "relay lag p50 / p99 / max",
        format(
            "%.0f / %.0f / %.0f ms",
            step.lagMs().get(0), step.lagMs().get(1), step.lagMs().get(2)));
    row(
        "waiting at the end",
        format(
            "%d events in the outboxes; the slowest consumer %d records behind",
            step.waitingEvents(), step.behind()));
    row("memory latency just before (8 MB)", format("%.0f ns a read", step.memoryNs()));
  }

  private static String added(Step step) {
    return format(
        "%.1f / %.1f / %.1f / %.1f ms",
        step.timings().added(0.5),
        step.timings().added(0.95),
        step.timings().added(0.99),
        step.timings().added(0.999));
  }

  private void row(String what, String value) {
    lines.add("| " + what + " | " + value + " |");
  }

  @FormatMethod
  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
