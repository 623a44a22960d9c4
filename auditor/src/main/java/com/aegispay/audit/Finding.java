package com.aegispay.audit;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param promise what has to hold, as a sentence
 * @param looked at how many things it looked
 * @param violations how many of them are not as promised
 * @param shown the first of them
 * @param trouble why it could not look; null when it could
 */
public record Finding(
    String check,
    String promise,
    long looked,
    long violations,
    List<Violation> shown,
    Duration took,
    @Nullable String trouble) {

  /** A check's own part of it. */
  record Found(long looked, long violations, List<Violation> shown) {}
}
