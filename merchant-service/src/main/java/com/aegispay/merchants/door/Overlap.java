package com.aegispay.merchants.door;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of a rotation.
 *
 * @param overlapSeconds how long the old secret still counts, seven days at most; a day unless it
 *     says otherwise
 */
public record Overlap(@Min(0) @Max(MAX_SECONDS) @Nullable Long overlapSeconds) {

  private static final long MAX_SECONDS = 7 * 24 * 3600;
  private static final Duration UNLESS_SAID = Duration.ofDays(1);

  /** The overlap of a request that may have no body. */
  public static Overlap of(@Nullable Overlap body) {
    return body == null ? new Overlap(null) : body;
  }

  public Duration length() {
    return overlapSeconds == null ? UNLESS_SAID : Duration.ofSeconds(overlapSeconds);
  }
}
