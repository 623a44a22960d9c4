package com.aegispay.money;

import java.math.BigDecimal;

/**
 * An amount of one currency in its minor unit (cents for EUR, yen for JPY, fils for KWD). It may be
 * negative; arithmetic that would overflow or mix currencies throws, it never wraps or converts.
 */
public record Money(long minor, CurrencyCode currency) implements Comparable<Money> {

  public static Money of(long minor, String currency) {
    return new Money(minor, CurrencyCode.of(currency));
  }

  public static Money zero(CurrencyCode currency) {
    return new Money(0, currency);
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
  }

  public Money negated() {
    return new Money(Math.negateExact(minor), currency);
  }

  /**
   * This many basis points (hundredths of a percent) of the amount, rounded half up and away from
   * zero, as card scheme and processing fees are.
   */
  public Money basisPoints(int points) {
    long product = Math.multiplyExact(minor, (long) points);
    long rounded = Math.floorDiv(Math.addExact(Math.absExact(product), 5_000), 10_000L);
    return new Money(product < 0 ? -rounded : rounded, currency);
  }

  public boolean isZero() {
    return minor == 0;
  }

  public boolean isPositive() {
    return minor > 0;
  }

  public boolean exceeds(Money other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(minor, sameCurrency(other).minor);
  }

  /** The amount as people write it: {@code 12.34 EUR}, {@code 500 JPY}, {@code 1.250 KWD}. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(minor, currency.exponent()).toPlainString() + " " + currency.code();
  }

  private Money sameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "amounts of different currencies: " + this + " and " + other);
    }
    return other;
  }
}
