package com.aegispay.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to look.
 *
 * @param settle how long to wait, at most, until nothing is under way
 * @param since looks only at what changed since so long ago; null for everything there is
 * @param patience how long after its time a thing may still be under way before it counts as left
 *     behind; also the most by which two clocks may differ
 */
public record Options(Duration settle, @Nullable Duration since, Duration patience) {

  /** Everything, now. */
  public static final Options ALL = new Options(Duration.ZERO, null, Duration.ofMinutes(2));

  public Options settlingFor(Duration atMost) {
    return new Options(atMost, since, patience);
  }

  public Options lookingBack(@Nullable Duration window) {
    return new Options(settle, window, patience);
  }

  public Options patientFor(Duration time) {
    return new Options(settle, since, time);
  }
}
