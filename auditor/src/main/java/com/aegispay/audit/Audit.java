package com.aegispay.audit;

import com.aegispay.audit.Finding.Found;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Looks at everything once and reports. */
public final class Audit {

  private final Sources sources;
  private final Options options;
  private final Progress progress;
  private final List<String> notes = new ArrayList<>();

  private Audit(Sources sources, Options options, Progress progress) {
    this.sources = sources;
    this.options = options;
    this.progress = progress;
  }

  /** Audits everything there is, as it is now. */
  public static Report run(Sources sources) {
    return run(sources, Options.ALL, Progress.SILENT);
  }

  /**
   * Audits as told.
   *
   * @throws CouldNotLook when the database or Kafka does not answer: nothing is known then
   */
  public static Report run(Sources sources, Options options, Progress progress) {
    try {
      return new Audit(sources, options, progress).run();
    } catch (SQLException | DataAccessException e) {
      throw new CouldNotLook("the database", e);
    } catch (KafkaException e) {
      throw new CouldNotLook("Kafka", e);
    }
  }

  private Report run() throws SQLException {
    long started = System.nanoTime();
    // One that is away is told before Kafka is waited for.
    Snapshot.connect(sources).close();
    try (var topics = new Topics(sources.kafka())) {
      if (options.settle().isPositive()) {
        notes.add(new Settling(sources, topics, progress).await(options.settle()));
      }
      List<Topics.Committed> committed = topics.committed();
      try (var snapshot = Snapshot.open(sources)) {
        prepare(snapshot, topics, committed);
        List<Finding> findings = new ArrayList<>();
        for (Check check : Checks.ALL) {
          findings.add(look(check, snapshot));
        }
        return new Report(
            snapshot.at(), since(started), findings, underWay(snapshot), List.copyOf(notes));
      }
    }
  }

  private void prepare(Snapshot snapshot, Topics topics, List<Topics.Committed> committed) {
    refuseHiddenRows(snapshot);
    Instant since = options.since() == null ? Instant.EPOCH : snapshot.at().minus(options.since());
    Instant from = options.since() == null ? since : since.minus(options.patience());
    Instant kept = topics.copy(snapshot, topics.ends(), from, progress);
    Instant keptSince = kept.equals(Instant.EPOCH) ? kept : kept.plus(options.patience());
    if (options.since() == null && !kept.equals(Instant.EPOCH)) {
      notes.add("Kafka keeps nothing from before " + kept + ": older events are not looked for");
    }
    for (Topics.Committed offset : committed) {
      snapshot.execute(
          "insert into audit_offsets values (?, ?, ?, ?)",
          offset.schema(),
          offset.partition().topic(),
          offset.partition().partition(),
          offset.offset());
    }
    snapshot.execute(
        "insert into audit_bounds values (?, ?, ?, make_interval(secs => ?))",
        Timestamp.from(since),
        Timestamp.from(keptSince),
        Timestamp.from(snapshot.at().minus(options.patience())),
        options.patience().toMillis() / 1000.0);
    snapshot.execute(options.since() == null ? Scope.EVERY_PAYMENT : Scope.CHANGED_PAYMENTS);
    snapshot.execute("analyze audit_records");
    snapshot.execute("analyze audit_offsets");
    snapshot.execute("analyze audit_payments");
    snapshot.execute(Scope.MONEY);
    snapshot.execute("analyze audit_money");
    progress.said(
        "%,d payments, %,d records of Kafka, as of %s"
            .formatted(
                snapshot.count("select count(*) from audit_payments"),
                snapshot.count("select count(*) from audit_records"),
                snapshot.at()));
  }

  /** Row-level security without a policy for this role shows nothing, and that looks clean. */
  private static void refuseHiddenRows(Snapshot snapshot) {
    List<String> hidden = new ArrayList<>();
    snapshot.read(Scope.HIDDEN, row -> hidden.add(row.getString("name")));
    if (!hidden.isEmpty()) {
      throw new CouldNotLook(
          "all rows",
          new IllegalStateException(
              "row-level security has no policy that shows them to the auditor: " + hidden));
    }
  }

  private Finding look(Check check, Snapshot snapshot) throws SQLException {
    long started = System.nanoTime();
    Finding finding;
    try {
      Found found = snapshot.guarded(() -> check.look(snapshot));
      finding = finding(check, found, started, null);
    } catch (DataAccessException e) {
      String trouble = String.valueOf(e.getMostSpecificCause().getMessage());
      finding = finding(check, new Found(0, 0, List.of()), started, trouble);
    }
    progress.said(
        "%s: %,d looked at, %,d violations"
            .formatted(finding.check(), finding.looked(), finding.violations()));
    return finding;
  }

  private static Finding finding(Check check, Found found, long started, @Nullable String trouble) {
    return new Finding(
        check.name(),
        check.promise(),
        found.looked(),
        found.violations(),
        List.copyOf(found.shown()),
        since(started),
        trouble);
  }

  private static Map<String, Long> underWay(Snapshot snapshot) {
    Map<String, Long> underWay = new LinkedHashMap<>();
    Scope.UNDER_WAY.forEach((what, sql) -> underWay.put(what, snapshot.count(sql)));
    return underWay;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** The audit could not be carried out: nothing is known of the promises. */
  public static final class CouldNotLook extends RuntimeException {
    CouldNotLook(String where, Exception cause) {
      super(
          String.format(Locale.ROOT, "The audit could not look at %s: %s", where, root(cause)),
          cause);
    }

    private static String root(Throwable e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return String.valueOf(cause.getMessage());
    }
  }
}
