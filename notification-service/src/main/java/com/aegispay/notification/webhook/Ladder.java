package com.aegispay.notification.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a delivery is attempted: each step is the time to wait before an attempt, the first one
 * included.
 *
 * <p>The verdict on attempt {@code rung} (from 1):
 *
 * <pre>
 * 2xx                    succeeded
 * 410                    gone: the endpoint gets nothing more
 * any other, no answer   again after the next step, or exhausted where there is none
 * </pre>
 */
public record Ladder(List<Duration> steps) {

  /**
   * A delay is made longer by up to this share, so that what failed together does not return so.
   */
  private static final double JITTER = 0.1;

  /** How far an endpoint may put off the next attempt: as far as the ladder itself would. */
  static final Duration MOST_RETRY_AFTER = Duration.ofHours(24);

  private static final int GONE = 410;

  public Ladder {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.stream().anyMatch(Duration::isNegative)) {
      throw new IllegalArgumentException("a ladder has steps, and none goes back in time");
    }
  }

  /** When the first attempt is due. */
  public Instant start(Instant now) {
    return now.plus(steps.getFirst());
  }

  /**
   * What follows from the answer to an attempt.
   *
   * @param rung which attempt of this ladder it was, from 1
   * @param random from 0 to 1: how much of the jitter to take
   */
  public Verdict judge(Answer answer, int rung, Instant now, double random) {
    return switch (answer) {
      case Answer.Response response when response.isSuccess() -> new Verdict.Succeeded();
      case Answer.Response(int status, Instant _, String _) when status == GONE ->
          new Verdict.Gone();
      case Answer.Response(int _, Instant retryAfter, String _) ->
          again(rung, retryAfter, now, random);
      case Answer.Silence _ -> again(rung, null, now, random);
    };
  }

  private Verdict again(int rung, @Nullable Instant retryAfter, Instant now, double random) {
    if (rung >= steps.size()) {
      return new Verdict.Exhausted();
    }
    long delayMs = steps.get(rung).toMillis();
    Instant next = now.plusMillis(delayMs + (long) (delayMs * JITTER * random));
    if (retryAfter != null) {
      Instant latest = now.plus(MOST_RETRY_AFTER);
      Instant asked = retryAfter.isBefore(latest) ? retryAfter : latest;
      next = asked.isAfter(next) ? asked : next;
    }
    return new Verdict.Again(next);
  }
}
