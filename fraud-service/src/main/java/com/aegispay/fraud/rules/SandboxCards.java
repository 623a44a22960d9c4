package com.aegispay.fraud.rules;

import com.aegispay.fraud.rules.PaymentFacts.Card;
import java.util.Set;

/** The sandbox's documented card numbers, as the first eight and the last four digits. */
final class SandboxCards {

  private static final String HIGHEST_RISK = "41000000 0019";
  private static final String ELEVATED_RISK = "40000000 9235";

  /**
   * Everybody's tests use these, all day and from one machine: velocity is shown but adds nothing.
   */
  private static final Set<String> EVERYBODYS =
      Set.of(
          "42424242 4242",
          "55555555 4444",
          "37828224 0005",
          "60111111 1117",
          "35660020 0505",
          "40000000 0002",
          "40000000 9995",
          "40000000 9987",
          "40000000 9979",
          "40000000 0069",
          "40000000 0127",
          "40000000 0119",
          "40000027 3184",
          "40000084 1629",
          "40000000 0259",
          "40000000 7726",
          "40000000 5126",
          "40000000 0009",
          "40000000 0017",
          "40000000 0025",
          "40000000 0033");

  private SandboxCards() {}

  static boolean highestRisk(PaymentFacts payment) {
    return isTest(payment) && number(payment).equals(HIGHEST_RISK);
  }

  static boolean elevatedRisk(PaymentFacts payment) {
    return isTest(payment) && number(payment).equals(ELEVATED_RISK);
  }

  static boolean everybodys(PaymentFacts payment) {
    return isTest(payment) && EVERYBODYS.contains(number(payment));
  }

  private static boolean isTest(PaymentFacts payment) {
    return !payment.scope().livemode();
  }

  private static String number(PaymentFacts payment) {
    Card card = payment.card();
    return card.bin() + " " + card.last4();
  }
}
