package com.aegispay.payments.vault;

import static com.aegispay.starter.problem.ProblemCode.CARD_EXPIRED;
import static com.aegispay.starter.problem.ProblemCode.INCORRECT_NUMBER;
import static com.aegispay.starter.problem.ProblemCode.INVALID_CVC;
import static com.aegispay.starter.problem.ProblemCode.PARAMETER_INVALID;
import static com.aegispay.starter.problem.ProblemCode.PARAMETER_MISSING;

import com.aegispay.payments.vault.CardCheck.Invalid;
import com.aegispay.payments.vault.CardCheck.Valid;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be told of a card without asking its issuer. Pure. */
final class CardRules {

  private static final int LONGEST_HOLDER_NAME = 100;
  private static final int LONGEST_VALIDITY_YEARS = 50;
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern GROUPING = Pattern.compile("[ -]");

  private CardRules() {}

  /**
   * Checks number (Luhn, ISO/IEC 7812-1 annex B; brand and length), expiry, security code and
   * holder's name, and says what is wrong first. Spaces and hyphens in the number do not count; a
   * year may have two digits.
   *
   * @param now a card has expired when its month has ended everywhere on earth
   */
  static CardCheck check(CardInput input, Instant now) {
    if (input.number() == null) {
      return missing("number", "A card needs its number.");
    }
    String number = GROUPING.matcher(input.number()).replaceAll("");
    Optional<CardBrand> brand =
        DIGITS.matcher(number).matches() ? CardBrand.of(number) : Optional.empty();
    if (brand.isEmpty() || !luhn(number)) {
      return new Invalid(
          "number", INCORRECT_NUMBER, "The card number is incorrect: no such card exists.");
    }
    Invalid fault = expiryFault(input, now);
    if (fault == null) {
      fault = cvcFault(input.cvc(), brand.get());
    }
    if (fault == null) {
      fault = holderFault(input.holderName());
    }
    return fault != null
        ? fault
        : new Valid(new CardDetails(number, expiry(input), input.cvc(), input.holderName()));
  }

  private static @Nullable Invalid expiryFault(CardInput input, Instant now) {
    Integer month = input.expMonth();
    Integer year = input.expYear();
    if (month == null) {
      return missing("exp_month", "A card needs its month of expiry, 1 to 12.");
    }
    if (year == null) {
      return missing("exp_year", "A card needs its year of expiry.");
    }
    if (month < 1 || month > 12) {
      return new Invalid("exp_month", PARAMETER_INVALID, "The month of expiry is 1 to 12.");
    }
    YearMonth current = YearMonth.from(now.atOffset(ZoneOffset.ofHours(-12)));
    if (year < 0
        || (year > 99 && year < 1000)
        || fullYear(year) > current.getYear() + LONGEST_VALIDITY_YEARS) {
      return new Invalid(
          "exp_year", PARAMETER_INVALID, "The year of expiry has two or four digits.");
    }
    return expiry(input).isBefore(current)
        ? new Invalid("exp_year", CARD_EXPIRED, "The card has expired.")
        : null;
  }

  private static @Nullable Invalid cvcFault(@Nullable String cvc, CardBrand brand) {
    return cvc == null || (DIGITS.matcher(cvc).matches() && cvc.length() == brand.cvcDigits())
        ? null
        : new Invalid(
            "cvc",
            INVALID_CVC,
            "The security code of this card has %d digits.".formatted(brand.cvcDigits()));
  }

  private static @Nullable Invalid holderFault(@Nullable String name) {
    if (name == null) {
      return null;
    }
    boolean fits =
        !name.isBlank()
            && name.length() <= LONGEST_HOLDER_NAME
            && name.chars().noneMatch(Character::isISOControl);
    return fits
        ? null
        : new Invalid(
            "holder_name",
            PARAMETER_INVALID,
            "The holder's name has 1 to %d characters.".formatted(LONGEST_HOLDER_NAME));
  }

  private static YearMonth expiry(CardInput input) {
    if (input.expYear() == null || input.expMonth() == null) {
      throw new IllegalArgumentException("the expiry was not checked");
    }
    return YearMonth.of(fullYear(input.expYear()), input.expMonth());
  }

  private static int fullYear(int year) {
    return year < 100 ? 2000 + year : year;
  }

  private static Invalid missing(String param, String detail) {
    return new Invalid(param, PARAMETER_MISSING, detail);
  }

  private static boolean luhn(String number) {
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = number.charAt(number.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : digit * 2;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }
}
