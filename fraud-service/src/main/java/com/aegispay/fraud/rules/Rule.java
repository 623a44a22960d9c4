package com.aegispay.fraud.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The built-in rules. Each has a limit, in the unit that its text names, and adds its points once
 * when the payment is beyond it. The weights are such that one finding alone never declines.
 */
public enum Rule {
  CARD_VELOCITY(20, 5, "More than {limit} payments with this card in 10 minutes"),
  CUSTOMER_VELOCITY(15, 10, "More than {limit} payments of this customer in an hour"),
  IP_VELOCITY(15, 20, "More than {limit} payments from this IP address in 10 minutes"),
  EMAIL_VELOCITY(15, 10, "More than {limit} payments with this e-mail address in an hour"),
  MANY_CARDS_PER_CUSTOMER(25, 3, "More than {limit} cards of this customer in 24 hours"),
  MANY_CUSTOMERS_PER_CARD(25, 3, "More than {limit} customers with this card in 24 hours"),
  MANY_CARDS_PER_IP(30, 5, "More than {limit} cards from this IP address in an hour"),
  CARD_FAILURES(25, 3, "More than {limit} failed payments with this card in an hour"),
  AMOUNT_UNUSUAL(25, 1000, "More than {limit} % of the merchant's usual amount in this currency"),
  NEW_CARD_HIGH_AMOUNT(
      15, 300, "A card not approved here within 90 days, more than {limit} % of the usual amount"),
  ROUND_BIG_AMOUNT(
      5, 100_000, "A round amount of {limit} minor units or more (a multiple of 10000)"),
  COUNTRY_MISMATCH(10, 0, "The customer's country is not the merchant's"),
  DISPOSABLE_EMAIL(20, 0, "The e-mail address is of a provider of disposable addresses");

  private final int points;
  private final long limit;
  private final String text;

  Rule(int points, long limit, String text) {
    this.points = points;
    this.limit = limit;
    this.text = text;
  }

  /** As it is written in answers, events and the API. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Rule> ofCode(String code) {
    return Arrays.stream(values()).filter(rule -> rule.code().equals(code)).findFirst();
  }

  /** How the rule stands where nobody changed it. */
  public Setting builtIn() {
    return new Setting(true, points, limit);
  }

  /** Whether the rule compares with its limit at all. */
  public boolean hasLimit() {
    return limit > 0;
  }

  /** What the rule finds, for people. */
  public String text(long withLimit) {
    return text.replace("{limit}", Long.toString(withLimit));
  }

  /**
   * How a rule stands for a merchant.
   *
   * @param points 0 to 100
   * @param limit at least 0, in the rule's own unit
   */
  public record Setting(boolean enabled, int points, long limit) {

    public Setting {
      if (points < 0 || points > Assessment.MAX_SCORE || limit < 0) {
        throw new IllegalArgumentException("points are 0 to 100 and a limit is not negative");
      }
    }
  }
}
