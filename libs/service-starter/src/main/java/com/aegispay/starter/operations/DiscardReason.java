package com.aegispay.starter.operations;

import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Why an operator gives something up; it is kept. */
public final class DiscardReason {

  private static final int LONGEST = 500;

  private DiscardReason() {}

  /**
   * The reason without the space around it.
   *
   * @param asked what it has to tell, as {@code why the letters need no effect}
   * @throws com.aegispay.starter.problem.ProblemException when there is none, or too much of it
   */
  public static String of(@Nullable String given, String asked) {
    String reason = given == null ? "" : given.strip();
    if (reason.isEmpty() || reason.length() > LONGEST) {
      throw Problem.ofParam(
              ProblemCode.PARAMETER_INVALID,
              "reason",
              "Say in 1 to %d characters %s.".formatted(LONGEST, asked))
          .asException();
    }
    return reason;
  }
}
