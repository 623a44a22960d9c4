package com.aegispay.money;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An ISO 4217 alphabetic code of money that can be paid with, with its number of decimal digits.
 *
 * <p>Funds codes, precious metals and test codes of the standard (XAU, XTS, ...), which have no
 * minor unit, are no currencies here.
 *
 * @param code three upper-case letters
 * @param exponent digits after the decimal point: 0 for JPY, 2 for EUR, 3 for KWD
 * @see <a href="https://www.iso.org/iso-4217-currency-codes.html">ISO 4217</a>
 */
public record CurrencyCode(String code, int exponent) {

  private static final Map<String, CurrencyCode> KNOWN =
      Currency.getAvailableCurrencies().stream()
          .filter(currency -> currency.getDefaultFractionDigits() >= 0)
          .map(
              currency ->
                  new CurrencyCode(currency.getCurrencyCode(), currency.getDefaultFractionDigits()))
          .collect(Collectors.toUnmodifiableMap(CurrencyCode::code, Function.identity()));

  /** The currency of a code in any case, or empty when ISO 4217 has no such money. */
  public static Optional<CurrencyCode> parse(String code) {
    return Optional.ofNullable(KNOWN.get(code.toUpperCase(Locale.ROOT)));
  }

  /**
   * The currency of a code that is known to be good, because this platform wrote it.
   *
   * @throws IllegalArgumentException when it is not
   */
  public static CurrencyCode of(String code) {
    return parse(code)
        .orElseThrow(() -> new IllegalArgumentException("not an ISO 4217 currency: " + code));
  }

  @Override
  public String toString() {
    return code;
  }
}
