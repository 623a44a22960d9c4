package com.aegispay.fraud.rules;

import java.util.Map;

/**
 * What holds for one merchant: the built-in rules as operators and the merchant have set them.
 *
 * @param settings of the rules that somebody set; the others stand as built in
 */
public record RuleBook(Map<Rule, Rule.Setting> settings, Thresholds thresholds, Lists lists) {

  public static final RuleBook BUILT_IN = new RuleBook(Map.of(), Thresholds.BUILT_IN, Lists.EMPTY);

  public RuleBook {
    settings = Map.copyOf(settings);
  }

  public Rule.Setting setting(Rule rule) {
    Rule.Setting set = settings.get(rule);
    return set == null ? rule.builtIn() : set;
  }

  /**
   * From which score on a payment is reviewed, and from which it is declined.
   *
   * @param reviewAt 1 to {@code declineAt}
   * @param declineAt up to 101, which is: never by score
   */
  public record Thresholds(int reviewAt, int declineAt) {

    public static final int NEVER = Assessment.MAX_SCORE + 1;
    public static final Thresholds BUILT_IN = new Thresholds(50, 80);

    public Thresholds {
      if (!valid(reviewAt, declineAt)) {
        throw new IllegalArgumentException("1 <= review_at <= decline_at <= " + NEVER);
      }
    }

    public static boolean valid(int reviewAt, int declineAt) {
      return 1 <= reviewAt && reviewAt <= declineAt && declineAt <= NEVER;
    }

    Decision decide(int score) {
      return score >= declineAt
          ? Decision.DECLINE
          : score >= reviewAt ? Decision.REVIEW : Decision.APPROVE;
    }
  }
}
