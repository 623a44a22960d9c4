package com.aegispay.outbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code inbox_positions}. Everything runs in the caller's transaction, which has the
 * subjects to itself from {@link #lock} to its end.
 */
final class PostgresPositions implements Positions {
  private static final String SUBJECTS =
      "unnest(?::text[], ?::text[], ?::text[]) with ordinality as s (merchant_id, topic, subject, nr)";

  /** Locked in the order of the subjects, so that two batches cannot wait for each other. */
  private static final String LOCK =
      """
      select nr, upto, missing::text
      from %s join inbox_positions p using (merchant_id, topic, subject)
      order by nr
      for update of p
      """
          .formatted(SUBJECTS);

  /**
   * Shared locks: a replay that resolves the letter is waited for, and then the letter counts no
   * more.
   */
  private static final String STUCK =
      """
      select nr
      from %s join dead_letters d using (merchant_id, topic, subject)
      where d.resolved_at is null
      order by nr
      for share of d
      """
          .formatted(SUBJECTS);

  private static final String CHANGES =
      """
      unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])
        as c (merchant_id, topic, subject, upto, missing)
      """;

  private static final String INSERT =
      """
      insert into inbox_positions (merchant_id, topic, subject, upto, missing)
      select merchant_id, topic, subject, upto, missing::int8multirange from %s
      """
          .formatted(CHANGES);

  private static final String UPDATE =
      """
      update inbox_positions p set upto = c.upto, missing = c.missing::int8multirange,
        applied_at = now()
      from %s
      where p.merchant_id = c.merchant_id and p.topic = c.topic and p.subject = c.subject
      """
          .formatted(CHANGES);

  private record Stored(int nr, long upto, String missing) {}

  private final JdbcClient jdbc;

  PostgresPositions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<Subject, Progress> lock(Collection<Subject> subjects) {
    List<Subject> sorted = List.copyOf(new TreeSet<>(subjects));
    Map<Integer, Stored> stored = stored(sorted);
    Set<Integer> stuck =
        new HashSet<>(jdbc.sql(STUCK).params(names(sorted)).query(Integer.class).list());
    Map<Subject, Progress> progress = new TreeMap<>();
    for (int nr = 1; nr <= sorted.size(); nr++) {
      progress.put(sorted.get(nr - 1), progress(stored.get(nr), stuck.contains(nr)));
    }
    return progress;
  }

  @Override
  public Progress lockPastLetters(Subject subject) {
    return progress(stored(List.of(subject)).get(1), false);
  }

  private static Progress progress(@Nullable Stored position, boolean blocked) {
    return position == null
        ? Progress.of(0, null, blocked)
        : Progress.of(position.upto(), position.missing(), blocked);
  }

  private Map<Integer, Stored> stored(List<Subject> sorted) {
    Map<Integer, Stored> stored = new HashMap<>();
    jdbc.sql(LOCK)
        .params(names(sorted))
        .query((row, _) -> new Stored(row.getInt(1), row.getLong(2), row.getString(3)))
        .list()
        .forEach(position -> stored.put(position.nr(), position));
    return stored;
  }

  @Override
  public void save(Map<Subject, Progress> progress) {
    List<Map.Entry<Subject, Progress>> changed =
        progress.entrySet().stream().filter(entry -> entry.getValue().changed()).toList();
    write(UPDATE, changed.stream().filter(entry -> entry.getValue().stored()).toList());
    try {
      write(INSERT, changed.stream().filter(entry -> !entry.getValue().stored()).toList());
    } catch (DuplicateKeyException e) {
      throw new ConcurrencyFailureException("A rival applied the subject's first event", e);
    }
  }

  private void write(String sql, List<Map.Entry<Subject, Progress>> changes) {
    if (changes.isEmpty()) {
      return;
    }
    int written =
        jdbc.sql(sql)
            .params(
                List.of(
                    strings(changes, change -> change.getKey().merchantId()),
                    strings(changes, change -> change.getKey().topic()),
                    strings(changes, change -> change.getKey().id()),
                    changes.stream().map(change -> change.getValue().upto()).toArray(Long[]::new),
                    strings(changes, change -> change.getValue().missing())))
            .update();
    if (written != changes.size()) {
      throw new IllegalStateException(
          "%d of %d positions written".formatted(written, changes.size()));
    }
  }

  private static List<Object> names(List<Subject> subjects) {
    return List.of(
        strings(subjects, Subject::merchantId),
        strings(subjects, Subject::topic),
        strings(subjects, Subject::id));
  }

  private static <T> String[] strings(List<T> rows, Function<T, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }
}
