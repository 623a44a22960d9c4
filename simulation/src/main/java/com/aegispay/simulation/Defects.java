package com.aegispay.simulation;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A throwable in one line, with where it comes from. */
final class Defects {

  private Defects() {}

  static String describe(Throwable defect) {
    return defect
        + Arrays.stream(defect.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("com.aegispay."))
            .limit(6)
            .map(frame -> "\n      at " + frame)
            .collect(Collectors.joining());
  }
}
