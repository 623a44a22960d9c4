package com.aegispay.fraud.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.fraud.rules.PaymentFacts.Card;
import com.aegispay.fraud.rules.PaymentFacts.Customer;
import com.aegispay.fraud.rules.RuleBook.Thresholds;
import com.aegispay.money.Money;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The law as tables. The merchant is German and usually sells for 20.00 EUR. */
class AssessorTest {

  private static final Scope LIVE = new Scope("mer_1", true);
  private static final Scope TEST = new Scope("mer_1", false);
  private static final MerchantProfile PROFILE =
      new MerchantProfile(
          "DE",
          Map.of(
              Money.of(0, "EUR").currency(), new MerchantProfile.Usual(20, 2000),
              Money.of(0, "USD").currency(), new MerchantProfile.Usual(19, 2000)));

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # card, customer, ip, e-mail, cards of customer, customers of card, cards of ip, failures | score, decision, reasons
          0,  0,  0,  0,  0, 0, 0, 0,   0, approve,
          5, 10, 20, 10,  3, 3, 5, 3,   0, approve,
          6, 10, 20, 10,  3, 3, 5, 3,  20, approve, card_velocity
          5, 11, 20, 10,  3, 3, 5, 3,  15, approve, customer_velocity
          5, 10, 21, 10,  3, 3, 5, 3,  15, approve, ip_velocity
          5, 10, 20, 11,  3, 3, 5, 3,  15, approve, email_velocity
          5, 10, 20, 10,  4, 3, 5, 3,  25, approve, many_cards_per_customer
          5, 10, 20, 10,  3, 4, 5, 3,  25, approve, many_customers_per_card
          5, 10, 20, 10,  3, 3, 6, 3,  30, approve, many_cards_per_ip
          5, 10, 20, 10,  3, 3, 5, 4,  25, approve, card_failures
          5, 10, 20, 10,  4, 3, 6, 3,  55, review,  many_cards_per_ip many_cards_per_customer
          5, 11, 20, 10,  4, 3, 6, 3,  70, review,  many_cards_per_ip many_cards_per_customer customer_velocity
          6, 10, 20, 10,  4, 3, 6, 4, 100, decline, many_cards_per_ip many_cards_per_customer card_failures card_velocity
          99, 99, 99, 99, 99, 99, 99, 99, 100, decline, many_cards_per_ip many_cards_per_customer many_customers_per_card card_failures card_velocity customer_velocity ip_velocity email_velocity
          """)
  void velocity(
      long card,
      long customer,
      long ip,
      long email,
      long cardsOfCustomer,
      long customersOfCard,
      long cardsOfIp,
      long failures,
      int score,
      String decision,
      @Nullable String reasons) {
    Velocity seen =
        new Velocity.Counted(
            card, customer, ip, email, cardsOfCustomer, customersOfCard, cardsOfIp, failures, 1);
    Assessment found = assess(payment(LIVE, 2000, "EUR", "a@example.com", "DE"), seen);
    assertThat(found.score()).isEqualTo(score);
    assertThat(found.decision()).hasToString(decision);
    assertThat(String.join(" ", codes(found))).isEqualTo(reasons == null ? "" : reasons);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # amount, currency, card known, e-mail, country | score, reasons
            2000, EUR, true,  a@example.com,             DE,  0,
            2000, EUR, true,  a@example.com,             FR, 10, country_mismatch
            2000, EUR, true,  a@example.com,               ,  0,
            2000, EUR, true,  a@mailinator.com,          DE, 20, disposable_email
            2000, EUR, true,  a@deep.below.yopmail.com,  DE, 20, disposable_email
            2000, EUR, true,  a@notmailinator.com,       DE,  0,
            6000, EUR, false, a@example.com,             DE,  0,
            6001, EUR, false, a@example.com,             DE, 15, new_card_high_amount
            6001, EUR, true,  a@example.com,             DE,  0,
           20000, EUR, true,  a@example.com,             DE,  0,
           20001, EUR, true,  a@example.com,             DE, 25, amount_unusual
          999999, USD, false, a@example.com,             DE,  0,
           90000, USD, true,  a@example.com,             DE,  0,
          100000, USD, true,  a@example.com,             DE,  5, round_big_amount
          110000, JPY, true,  a@example.com,             DE,  5, round_big_amount
          100001, USD, true,  a@example.com,             DE,  0,
          500000, EUR, false, a@trashmail.com,           FR, 75, amount_unusual disposable_email new_card_high_amount country_mismatch round_big_amount
          """)
  void amounts_and_customers(
      long amount,
      String currency,
      boolean cardKnown,
      @Nullable String email,
      @Nullable String country,
      int score,
      @Nullable String reasons) {
    Assessment found =
        assess(payment(LIVE, amount, currency, email, country), seen(cardKnown ? 1 : 0));
    assertThat(found.score()).isEqualTo(score);
    assertThat(String.join(" ", codes(found))).isEqualTo(reasons == null ? "" : reasons);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # bin, last 4, live | score, decision, reason
          41000000, 0019, false, 100, decline, highest_risk_sandbox_card
          40000000, 9235, false,  50, review,  elevated_risk_sandbox_card
          41000000, 0019, true,  100, decline, many_cards_per_ip
          40000000, 9235, true,  100, decline, many_cards_per_ip
          """)
  void the_sandbox_s_risk_cards(
      String bin, String last4, boolean live, int score, String decision, String reason) {
    Assessment found =
        assess(card(payment(live ? LIVE : TEST, 2000, "EUR", null, null), bin, last4), EXCESSIVE);
    assertThat(found.score()).isEqualTo(score);
    assertThat(found.decision()).hasToString(decision);
    assertThat(codes(found).getFirst()).isEqualTo(reason);
  }

  @Test
  void a_documented_test_card_shows_velocity_but_stays_approved() {
    PaymentFacts payment = card(payment(TEST, 2000, "EUR", null, "DE"), "42424242", "4242");
    Assessment found = assess(payment, EXCESSIVE);
    assertThat(found.decision()).isEqualTo(Decision.APPROVE);
    assertThat(codes(found)).contains("card_velocity");
  }

  @Test
  void what_is_blocked_is_declined_even_if_it_is_allowed() {
    PaymentFacts payment = payment(LIVE, 2000, "EUR", "bad@evil.example", "DE");
    for (var entry : LISTED.entrySet()) {
      var values = Map.of(entry.getKey(), Set.of(entry.getValue()));
      Assessment blocked = assess(payment, seen(1), book(new Lists(values, Map.of())));
      assertThat(blocked.decision()).isEqualTo(Decision.DECLINE);
      assertThat(codes(blocked)).containsExactly("blocked_" + entry.getKey());
      assertThat(assess(payment, seen(1), book(new Lists(values, values)))).isEqualTo(blocked);
    }
    assertThat(LISTED).hasSameSizeAs(ListedKind.values());
  }

  @Test
  void what_is_allowed_is_approved_whatever_the_rules_find() {
    PaymentFacts payment = payment(LIVE, 500_000, "EUR", "bad@evil.example", "FR");
    for (var entry : LISTED.entrySet()) {
      var values = Map.of(entry.getKey(), Set.of(entry.getValue()));
      if (entry.getKey() != ListedKind.COUNTRY) {
        Assessment allowed = assess(payment, EXCESSIVE, book(new Lists(Map.of(), values)));
        assertThat(allowed.decision()).isEqualTo(Decision.APPROVE);
        assertThat(codes(allowed)).containsExactly("allowed_" + entry.getKey());
      }
    }
  }

  @Test
  void without_counters_the_other_rules_count_and_the_lack_is_named() {
    PaymentFacts payment = payment(LIVE, 500_000, "EUR", "a@mailinator.com", "DE");
    Assessment found = assess(payment, new Velocity.Unavailable());
    assertThat(codes(found))
        .containsExactly(
            "amount_unusual", "disposable_email", "round_big_amount", "velocity_unavailable");
    assertThat(found.score()).isEqualTo(50);
  }

  @Test
  void a_merchant_turns_a_rule_off_or_its_points_up() {
    PaymentFacts payment = payment(LIVE, 2000, "EUR", "a@mailinator.com", "DE");
    RuleBook off = book(Map.of(Rule.DISPOSABLE_EMAIL, new Rule.Setting(false, 20, 0)));
    RuleBook loud = book(Map.of(Rule.DISPOSABLE_EMAIL, new Rule.Setting(true, 100, 0)));
    assertThat(assess(payment, seen(1), off).reasons()).isEmpty();
    assertThat(assess(payment, seen(1), loud).decision()).isEqualTo(Decision.DECLINE);
  }

  @Test
  void thresholds_decide_and_101_is_never() {
    PaymentFacts payment = payment(LIVE, 2000, "EUR", null, null);
    RuleBook never =
        new RuleBook(Map.of(), new Thresholds(Thresholds.NEVER, Thresholds.NEVER), Lists.EMPTY);
    assertThat(assess(payment, EXCESSIVE, never).decision()).isEqualTo(Decision.APPROVE);
    RuleBook early = new RuleBook(Map.of(), new Thresholds(10, 101), Lists.EMPTY);
    assertThat(assess(payment, EXCESSIVE, early).decision()).isEqualTo(Decision.REVIEW);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          card,         fp_1,               fp_1
          card,         4242424242424242,
          card,         4242 4242 4242 4242,
          bin,          41111111,           41111111
          bin,          411111111,
          email,        Ada@Example.COM,    ada@example.com
          email,        ada,
          email_domain, Example.COM,        example.com
          email_domain, @example.com,
          ip,           203.0.113.7,        203.0.113.7
          ip,           2001:DB8::1,        2001:db8:0:0:0:0:0:1
          ip,           example.com,
          country,      de,                 DE
          country,      xx,
          customer,     cust_1,             cust_1
          """)
  void listed_values_have_one_spelling(String kind, String value, String canonical) {
    ListedKind listed =
        Stream.of(ListedKind.values()).filter(k -> k.toString().equals(kind)).findFirst().get();
    assertThat(listed.canonical(value).orElse(null)).isEqualTo(canonical);
  }

  private static final Velocity EXCESSIVE = new Velocity.Counted(99, 99, 99, 99, 99, 99, 99, 99, 0);

  private static final Map<ListedKind, String> LISTED =
      Map.of(
          ListedKind.CARD, "fp_1",
          ListedKind.BIN, "453201",
          ListedKind.EMAIL, "bad@evil.example",
          ListedKind.EMAIL_DOMAIN, "evil.example",
          ListedKind.IP, "203.0.113.7",
          ListedKind.CUSTOMER, "cust_1",
          ListedKind.COUNTRY, "DE");

  private static Velocity seen(long approvals) {
    return new Velocity.Counted(1, 1, 1, 1, 1, 1, 1, 0, approvals);
  }

  private static PaymentFacts payment(
      Scope scope, long amount, String currency, @Nullable String email, @Nullable String country) {
    return new PaymentFacts(
        "pay_1",
        scope,
        Money.of(amount, currency),
        new Card("fp_1", "45320151", "0366", "visa"),
        new Customer("cust_1", email, country, "203.0.113.7"));
  }

  private static PaymentFacts card(PaymentFacts payment, String bin, String last4) {
    return new PaymentFacts(
        payment.payment(),
        payment.scope(),
        payment.amount(),
        new Card("fp_1", bin, last4, "visa"),
        payment.customer());
  }

  private static RuleBook book(Lists lists) {
    return new RuleBook(Map.of(), Thresholds.BUILT_IN, lists);
  }

  private static RuleBook book(Map<Rule, Rule.Setting> settings) {
    return new RuleBook(settings, Thresholds.BUILT_IN, Lists.EMPTY);
  }

  private static Assessment assess(PaymentFacts payment, Velocity velocity) {
    return assess(payment, velocity, RuleBook.BUILT_IN);
  }

  private static Assessment assess(PaymentFacts payment, Velocity velocity, RuleBook book) {
    return Assessor.assess(new Signals(payment, velocity, PROFILE), book);
  }

  private static List<String> codes(Assessment assessment) {
    return assessment.reasons().stream().map(Reason::code).toList();
  }
}
