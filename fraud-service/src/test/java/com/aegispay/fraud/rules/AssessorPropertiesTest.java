package com.aegispay.fraud.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.fraud.rules.PaymentFacts.Card;
import com.aegispay.fraud.rules.PaymentFacts.Customer;
import com.aegispay.money.CurrencyCode;
import com.aegispay.money.Money;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every payment, rule book and count. */
class AssessorPropertiesTest {

  private static final CurrencyCode EUR = CurrencyCode.of("EUR");

  @Property(tries = 300)
  void the_score_is_0_to_100_and_the_decision_follows_from_it(
      @ForAll("signals") Signals signals, @ForAll("books") RuleBook book) {
    Assessment found = Assessor.assess(signals, book);
    int points = found.reasons().stream().mapToInt(Reason::points).sum();
    assertThat(found.score()).isEqualTo(Math.min(points, 100));
    assertThat(found.decision()).isEqualTo(book.thresholds().decide(found.score()));
  }

  @Property(tries = 300)
  void seeing_more_never_lowers_the_score(
      @ForAll("signals") Signals signals,
      @ForAll("counts") long[] more,
      @ForAll("books") RuleBook book) {
    if (signals.velocity() instanceof Velocity.Counted less) {
      Velocity.Counted worse =
          new Velocity.Counted(
              less.cardPayments() + more[0],
              less.customerPayments() + more[1],
              less.ipPayments() + more[2],
              less.emailPayments() + more[3],
              less.cardsOfCustomer() + more[4],
              less.customersOfCard() + more[5],
              less.cardsOfIp() + more[6],
              less.cardFailures() + more[7],
              less.cardApprovals());
      Signals later = new Signals(signals.payment(), worse, signals.profile());
      assertThat(Assessor.assess(later, book).score())
          .isGreaterThanOrEqualTo(Assessor.assess(signals, book).score());
    }
  }

  @Property(tries = 300)
  void losing_the_counters_never_raises_the_score(
      @ForAll("signals") Signals signals, @ForAll("books") RuleBook book) {
    Signals blind = new Signals(signals.payment(), new Velocity.Unavailable(), signals.profile());
    assertThat(Assessor.assess(blind, book).score())
        .isLessThanOrEqualTo(Assessor.assess(signals, book).score());
  }

  @Provide
  Arbitrary<long[]> counts() {
    return Arbitraries.longs().between(0, 30).array(long[].class).ofSize(9);
  }

  @Provide
  Arbitrary<Signals> signals() {
    Arbitrary<Customer> customers =
        Combinators.combine(
                Arbitraries.of("cust_1", "cust_2").injectNull(0.3),
                Arbitraries.of("a@example.com", "a@mailinator.com").injectNull(0.3),
                Arbitraries.of("DE", "FR").injectNull(0.3),
                Arbitraries.of("203.0.113.7").injectNull(0.3))
            .as(Customer::new);
    Arbitrary<PaymentFacts> payments =
        Combinators.combine(Arbitraries.longs().between(1, Long.MAX_VALUE), customers)
            .as(
                (minor, customer) ->
                    new PaymentFacts(
                        "pay_1",
                        new Scope("mer_1", true),
                        new Money(minor, EUR),
                        new Card("fp_1", "45320151", "0366", "visa"),
                        customer));
    Arbitrary<Velocity> velocities =
        counts()
            .map(n -> new Velocity.Counted(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8]));
    Arbitrary<MerchantProfile> profiles =
        Combinators.combine(
                Arbitraries.longs().between(0, 40), Arbitraries.longs().between(0, Long.MAX_VALUE))
            .as(
                (payments1, mean) ->
                    new MerchantProfile(
                        "DE", Map.of(EUR, new MerchantProfile.Usual(payments1, mean))));
    return Combinators.combine(payments, velocities, profiles).as(Signals::new);
  }

  @Provide
  Arbitrary<RuleBook> books() {
    Arbitrary<Rule.Setting> settings =
        Combinators.combine(
                Arbitraries.of(true, false),
                Arbitraries.integers().between(0, 100),
                Arbitraries.longs().between(0, 1_000_000_000_000L))
            .as(Rule.Setting::new);
    Arbitrary<RuleBook.Thresholds> thresholds =
        Arbitraries.integers()
            .between(1, 101)
            .tuple2()
            .map(
                pair ->
                    new RuleBook.Thresholds(
                        Math.min(pair.get1(), pair.get2()), Math.max(pair.get1(), pair.get2())));
    return Combinators.combine(Arbitraries.maps(Arbitraries.of(Rule.class), settings), thresholds)
        .as((set, at) -> new RuleBook(set, at, Lists.EMPTY));
  }
}
