package com.aegispay.outbox;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a subject's events are applied: every sequence up to {@code upto} is, but for the missing
 * ones. It grows with the number of gaps and not with the number of events, and what it forgets
 * nobody asks for: a sequence was applied or was not.
 */
public final class Progress {

  /** What an arrived event is. */
  public enum Verdict {
    /** Not applied before: its effect is due in this transaction. */
    FRESH,
    /** Not applied before, and neither was its predecessor. */
    AFTER_GAP,
    DUPLICATE,
    /** Its subject has an open dead letter. */
    BLOCKED
  }

  private static final Pattern RANGE = Pattern.compile("\\[(\\d+),(\\d+)\\)");

  private final boolean stored;
  private final boolean blocked;
  private final TreeMap<Long, Long> missing = new TreeMap<>();
  private long upto;
  private boolean changed;

  private Progress(boolean stored, boolean blocked, long upto) {
    this.stored = stored;
    this.blocked = blocked;
    this.upto = upto;
  }

  /**
   * Of a subject.
   *
   * @param missing ranges as PostgreSQL writes an {@code int8multirange}; null where the subject is
   *     not stored yet
   */
  public static Progress of(long upto, @Nullable String missing, boolean blocked) {
    Progress progress = new Progress(missing != null, blocked, upto);
    Matcher range = RANGE.matcher(missing == null ? "" : missing);
    while (range.find()) {
      progress.missing.put(Long.valueOf(range.group(1)), Long.valueOf(range.group(2)));
    }
    return progress;
  }

  /** Takes the event of this sequence as applied, where it is fresh. */
  public Verdict take(long sequence) {
    if (sequence > upto) {
      return blocked ? Verdict.BLOCKED : advance(sequence);
    }
    Map.Entry<Long, Long> gap = missing.floorEntry(sequence);
    if (gap == null || sequence >= gap.getValue()) {
      return Verdict.DUPLICATE;
    }
    if (blocked) {
      return Verdict.BLOCKED;
    }
    fill(gap.getKey(), gap.getValue(), sequence);
    return Verdict.FRESH;
  }

  private Verdict advance(long sequence) {
    boolean afterGap = sequence > upto + 1;
    if (afterGap) {
      missing.put(upto + 1, sequence);
    }
    upto = sequence;
    changed = true;
    return afterGap ? Verdict.AFTER_GAP : Verdict.FRESH;
  }

  private void fill(long from, long until, long sequence) {
    missing.remove(from);
    if (from < sequence) {
      missing.put(from, sequence);
    }
    if (sequence + 1 < until) {
      missing.put(sequence + 1, until);
    }
    changed = true;
  }

  public long upto() {
    return upto;
  }

  /** The missing sequences as PostgreSQL reads an {@code int8multirange}. */
  public String missing() {
    return missing.entrySet().stream()
        .map(range -> "[%d,%d)".formatted(range.getKey(), range.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  public boolean stored() {
    return stored;
  }

  public boolean changed() {
    return changed;
  }
}
