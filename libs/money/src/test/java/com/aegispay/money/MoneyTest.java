package com.aegispay.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MoneyTest {

  @Test
  void anAmountIsWrittenWithTheDigitsOfItsCurrency() {
    assertThat(Money.of(1234, "EUR")).hasToString("12.34 EUR");
    assertThat(Money.of(500, "JPY")).hasToString("500 JPY");
    assertThat(Money.of(1250, "KWD")).hasToString("1.250 KWD");
    assertThat(Money.of(-5, "EUR")).hasToString("-0.05 EUR");
  }

  @Test
  void aCurrencyIsAcceptedInAnyCaseAndOnlyWhenItIsMoney() {
    assertThat(CurrencyCode.parse("eur")).contains(CurrencyCode.of("EUR"));
    assertThat(CurrencyCode.parse("XAU")).isEmpty();
    assertThat(CurrencyCode.parse("EURO")).isEmpty();
    assertThat(CurrencyCode.parse("")).isEmpty();
  }

  @Test
  void currenciesDoNotMix() {
    assertThatThrownBy(() -> Money.of(1, "EUR").plus(Money.of(1, "USD")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.01 EUR and 0.01 USD");
  }

  @Test
  void anOverflowIsAnErrorAndNeverAnAmount() {
    assertThatThrownBy(() -> Money.of(Long.MAX_VALUE, "EUR").plus(Money.of(1, "EUR")))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void basisPointsRoundHalfAwayFromZero() {
    assertThat(Money.of(50, "EUR").basisPoints(100)).isEqualTo(Money.of(1, "EUR"));
    assertThat(Money.of(49, "EUR").basisPoints(100)).isEqualTo(Money.of(0, "EUR"));
    assertThat(Money.of(-50, "EUR").basisPoints(100)).isEqualTo(Money.of(-1, "EUR"));
  }

  @Property
  void whatIsAddedCanBeTakenAway(
      @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long a,
      @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long b) {
    Money sum = Money.of(a, "KWD").plus(Money.of(b, "KWD"));
    assertThat(sum.minus(Money.of(b, "KWD"))).isEqualTo(Money.of(a, "KWD"));
  }

  @Property
  void aFeeIsWithinHalfAMinorUnitOfTheExactOne(
      @ForAll @LongRange(min = 0, max = 99_999_999_999L) long minor,
      @ForAll @IntRange(max = 10_000) int points) {
    long fee = Money.of(minor, "EUR").basisPoints(points).minor();
    assertThat(Math.abs(fee * 10_000 - minor * points)).isLessThanOrEqualTo(5_000);
  }
}
