package com.aegispay.fraud.rules;

import com.aegispay.fraud.rules.PaymentFacts.Customer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The law. In this order of precedence, the first that applies decides:
 *
 * <ol>
 *   <li>the sandbox's risk cards (test mode only),
 *   <li>a blocked value: declined, whoever blocked it,
 *   <li>an allowed value: approved without a look at the rules,
 *   <li>the sum of the rules' points, at most 100, against the thresholds.
 * </ol>
 */
public final class Assessor {

  private static final long ROUND_MINOR = 10_000;

  /** What is assumed while velocity is not known. */
  private static final Velocity.Counted NOTHING_SUSPICIOUS =
      new Velocity.Counted(0, 0, 0, 0, 0, 0, 0, 0, 1);

  private Assessor() {}

  public static Assessment assess(Signals signals, RuleBook book) {
    PaymentFacts payment = signals.payment();
    return sandbox(payment, book.thresholds())
        .or(() -> book.lists().blocks(payment).map(Assessor::blocked))
        .or(() -> book.lists().allows(payment).map(Assessor::allowed))
        .orElseGet(() -> weighed(signals, book));
  }

  private static Optional<Assessment> sandbox(PaymentFacts payment, RuleBook.Thresholds at) {
    if (SandboxCards.highestRisk(payment)) {
      return Optional.of(
          certain(
              Assessment.MAX_SCORE,
              Decision.DECLINE,
              "highest_risk_sandbox_card",
              "The sandbox's card of the highest risk, always declined"));
    }
    if (SandboxCards.elevatedRisk(payment)) {
      return Optional.of(
          certain(
              Math.min(at.reviewAt(), Assessment.MAX_SCORE),
              Decision.REVIEW,
              "elevated_risk_sandbox_card",
              "The sandbox's card of elevated risk, always reviewed"));
    }
    return Optional.empty();
  }

  private static Assessment blocked(ListedKind kind) {
    return certain(
        Assessment.MAX_SCORE, Decision.DECLINE, "blocked_" + kind, name(kind) + " is blocked");
  }

  private static Assessment allowed(ListedKind kind) {
    return certain(0, Decision.APPROVE, "allowed_" + kind, name(kind) + " is allowed");
  }

  private static String name(ListedKind kind) {
    return "The " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Assessment certain(int score, Decision decision, String code, String detail) {
    return new Assessment(score, decision, List.of(new Reason(code, detail, score)));
  }

  private static Assessment weighed(Signals signals, RuleBook book) {
    List<Reason> reasons = new ArrayList<>();
    int points = 0;
    for (Rule rule : Rule.values()) {
      Rule.Setting setting = book.setting(rule);
      if (setting.enabled() && applies(rule, setting.limit(), signals)) {
        Reason reason = reason(rule, setting, signals.payment());
        reasons.add(reason);
        points += reason.points();
      }
    }
    if (signals.velocity() instanceof Velocity.Unavailable) {
      reasons.add(
          new Reason("velocity_unavailable", "The velocity counters did not answer in time", 0));
    }
    reasons.sort(Comparator.comparingInt(Reason::points).reversed());
    int score = Math.min(points, Assessment.MAX_SCORE);
    return new Assessment(score, book.thresholds().decide(score), reasons);
  }

  private static Reason reason(Rule rule, Rule.Setting setting, PaymentFacts payment) {
    String text = rule.text(setting.limit());
    return isVelocity(rule) && SandboxCards.everybodys(payment)
        ? new Reason(rule.code(), text + " (a documented test card: adds nothing)", 0)
        : new Reason(rule.code(), text, setting.points());
  }

  private static boolean isVelocity(Rule rule) {
    return switch (rule) {
      case CARD_VELOCITY,
          CUSTOMER_VELOCITY,
          IP_VELOCITY,
          EMAIL_VELOCITY,
          MANY_CARDS_PER_CUSTOMER,
          MANY_CUSTOMERS_PER_CARD,
          MANY_CARDS_PER_IP,
          CARD_FAILURES ->
          true;
      case AMOUNT_UNUSUAL,
          NEW_CARD_HIGH_AMOUNT,
          ROUND_BIG_AMOUNT,
          COUNTRY_MISMATCH,
          DISPOSABLE_EMAIL ->
          false;
    };
  }

  private static boolean applies(Rule rule, long limit, Signals signals) {
    Velocity.Counted seen =
        switch (signals.velocity()) {
          case Velocity.Counted counted -> counted;
          case Velocity.Unavailable() -> NOTHING_SUSPICIOUS;
        };
    long minor = signals.payment().amount().minor();
    Customer customer = signals.payment().customer();
    return switch (rule) {
      case CARD_VELOCITY -> seen.cardPayments() > limit;
      case CUSTOMER_VELOCITY -> seen.customerPayments() > limit;
      case IP_VELOCITY -> seen.ipPayments() > limit;
      case EMAIL_VELOCITY -> seen.emailPayments() > limit;
      case MANY_CARDS_PER_CUSTOMER -> seen.cardsOfCustomer() > limit;
      case MANY_CUSTOMERS_PER_CARD -> seen.customersOfCard() > limit;
      case MANY_CARDS_PER_IP -> seen.cardsOfIp() > limit;
      case CARD_FAILURES -> seen.cardFailures() > limit;
      case AMOUNT_UNUSUAL -> beyondUsual(signals, limit);
      case NEW_CARD_HIGH_AMOUNT -> seen.cardApprovals() == 0 && beyondUsual(signals, limit);
      case ROUND_BIG_AMOUNT -> minor >= limit && minor % ROUND_MINOR == 0;
      case COUNTRY_MISMATCH -> {
        String home = signals.profile().country();
        String country = customer.country();
        yield home != null && country != null && !country.equals(home);
      }
      case DISPOSABLE_EMAIL -> DisposableEmail.is(customer.email());
    };
  }

  /** Exact however large the amount and the limit are; false while the usual is not known. */
  private static boolean beyondUsual(Signals signals, long percent) {
    long usual = signals.profile().usualMinor(signals.payment().amount().currency());
    BigInteger amount = BigInteger.valueOf(signals.payment().amount().minor());
    return usual > 0
        && amount
                .multiply(BigInteger.valueOf(100))
                .compareTo(BigInteger.valueOf(usual).multiply(BigInteger.valueOf(percent)))
            > 0;
  }
}
