package com.aegispay.payments.vault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A card scheme, told by the leading digits and the length of a number (ISO/IEC 7812-1; the ranges
 * are those that the schemes publish).
 */
public enum CardBrand {
  AMEX("3[47]\\d{13}", 4),
  DINERS("(30[0-5]\\d|3095|36\\d\\d|3[89]\\d\\d)\\d{10,15}", 3),
  DISCOVER("(6011|64[4-9]\\d|65\\d\\d)\\d{12,15}", 3),
  JCB("35(2[89]|[3-8]\\d)\\d{12,15}", 3),
  MASTERCARD("(5[1-5]\\d\\d|222[1-9]|22[3-9]\\d|2[3-6]\\d\\d|27[01]\\d|2720)\\d{12}", 3),
  /** With the range 622126-622925, which it shares with Discover. */
  UNIONPAY("62\\d{14,17}", 3),
  VISA("4(\\d{12}|\\d{15}|\\d{18})", 3);

  private final Pattern numbers;
  private final int cvcDigits;

  CardBrand(String numbers, int cvcDigits) {
    this.numbers = Pattern.compile(numbers);
    this.cvcDigits = cvcDigits;
  }

  /** The brand of a card number; empty when no brand has such numbers. */
  public static Optional<CardBrand> of(String number) {
    return Arrays.stream(values())
        .filter(brand -> brand.numbers.matcher(number).matches())
        .findFirst();
  }

  /** How many digits the security code of its cards has. */
  public int cvcDigits() {
    return cvcDigits;
  }

  /** The brand as the API writes it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
