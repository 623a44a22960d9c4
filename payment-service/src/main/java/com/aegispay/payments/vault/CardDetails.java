package com.aegispay.payments.vault;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A checked card, for the vault and for a call to a gateway; nothing else may hold one. Prints
 * nothing of itself.
 *
 * @param number digits only
 * @param cvc lives as long as the request that brought it: never stored, so a card that comes out
 *     of the vault has none
 */
public record CardDetails(
    String number, YearMonth expiry, @Nullable String cvc, @Nullable String holderName) {

  /** The scheme of the card. */
  public CardBrand brand() {
    return CardBrand.of(number)
        .orElseThrow(() -> new IllegalStateException("a checked card has a brand"));
  }

  public String last4() {
    return number.substring(number.length() - 4);
  }

  /**
   * The issuer's digits, as many as may be shown beside the last four: eight, or six of a number
   * with fewer than 16 digits.
   *
   * @see <a
   *     href="https://www.pcisecuritystandards.org/faq/articles/Frequently_Asked_Question/1091">PCI
   *     SSC FAQ 1091</a>
   */
  public String bin() {
    return number.substring(0, number.length() < 16 ? 6 : 8);
  }

  /** This card with the security code that came with the request. */
  public CardDetails withCvc(@Nullable String code) {
    return new CardDetails(number, expiry, code, holderName);
  }

  @Override
  public String toString() {
    return "CardDetails[hidden]";
  }
}
