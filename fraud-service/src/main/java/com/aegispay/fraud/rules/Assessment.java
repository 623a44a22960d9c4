package com.aegispay.fraud.rules;

import java.util.List;

/**
 * What the law says of a payment.
 *
 * @param score 0 (nothing found) to 100
 * @param reasons the most points first
 */
public record Assessment(int score, Decision decision, List<Reason> reasons) {

  public static final int MAX_SCORE = 100;

  public Assessment {
    if (score < 0 || score > MAX_SCORE) {
      throw new IllegalArgumentException("a score is 0 to 100, not " + score);
    }
    reasons = List.copyOf(reasons);
  }
}
