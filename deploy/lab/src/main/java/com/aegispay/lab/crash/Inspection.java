package com.aegispay.lab.crash;

import com.aegispay.audit.Audit;
import com.aegispay.audit.Finding;
import com.aegispay.audit.Options;
import com.aegispay.audit.Progress;
import com.aegispay.audit.Report;
import com.aegispay.audit.Violation;
import com.aegispay.lab.fleet.Fleet;
import com.aegispay.lab.load.Journal;
import com.aegispay.lab.load.Load;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Stops the load, lets the platform come to rest, and looks whether every promise was kept. */
final class Inspection {

  private static final Duration REST_LIMIT = Duration.ofMinutes(3);

  /** What is under way for longer, with everything running and nothing to do, was left behind. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Fleet fleet;
  private final Load load;
  private final Journal journal;
  private final RandomGenerator random;
  private final Progress progress;

  /**
   * What an inspection saw.
   *
   * @param kills how many there were until then
   * @param aftermaths of the kills since the inspection before
   */
  record Inspected(int kills, int orders, List<Aftermath> aftermaths, List<String> violations) {

    Inspected {
      aftermaths = List.copyOf(aftermaths);
      violations = List.copyOf(violations);
    }
  }

  Inspection(Fleet fleet, Load load, Journal journal, RandomGenerator random, Progress progress) {
    this.fleet = fleet;
    this.load = load;
    this.journal = journal;
    this.random = random;
    this.progress = progress;
  }

  /**
   * @param since the kills since the last inspection
   * @param from when that was over
   */
  Inspected look(int kills, List<Kill> since, Instant from)
      throws SQLException, InterruptedException {
    var violations = new ArrayList<String>();
    fleet.dead().forEach(name -> violations.add(name + " ended by itself; its log says why"));
    if (!load.pause(REST_LIMIT)) {
      violations.add("customers still wait after " + REST_LIMIT + ", with everything running");
    }
    violations.addAll(journal.askAgain(REST_LIMIT));
    violations.addAll(audit());
    violations.addAll(journal.check(load.shops(), random));
    try (Connection admin = fleet.connectAsAdmin()) {
      return new Inspected(
          kills, journal.orders(), Aftermath.of(since, from, violations, admin), violations);
    }
  }

  /** Again, while all that is wrong is that something began to move: a settlement that was due. */
  private List<String> audit() {
    Instant limit = Instant.now().plus(REST_LIMIT);
    Report report;
    do {
      report =
          Audit.run(
              fleet.sources(), Options.ALL.settlingFor(REST_LIMIT).patientFor(PATIENCE), progress);
    } while (report.exitCode() == 0 && !atRest(report) && Instant.now().isBefore(limit));
    return broken(report);
  }

  private static boolean atRest(Report report) {
    return report.underWay().values().stream().allMatch(many -> many == 0);
  }

  /** A sentence for each broken promise; what could not be looked at counts as broken. */
  static List<String> broken(Report report) {
    var violations = new ArrayList<String>();
    for (Finding finding : report.findings()) {
      if (finding.trouble() != null) {
        violations.add("audit %s could not look: %s".formatted(finding.check(), finding.trouble()));
      }
      finding.shown().forEach(one -> violations.add(sentence(finding, one)));
      for (long i = finding.shown().size(); i < finding.violations(); i++) {
        violations.add("audit %s: one more".formatted(finding.check()));
      }
    }
    report
        .underWay()
        .forEach(
            (what, many) -> {
              if (many > 0) {
                violations.add("does not come to rest: %d %s".formatted(many, what));
              }
            });
    return violations;
  }

  private static String sentence(Finding finding, Violation violation) {
    return "audit %s: %s: expected %s, actual %s; look: %s"
        .formatted(
            finding.check(),
            violation.ids(),
            violation.expected(),
            violation.actual(),
            violation.look());
  }
}
