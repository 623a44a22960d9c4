package com.aegispay.merchants.merchant;

import com.aegispay.merchants.door.PlainText;
import com.aegispay.money.CurrencyCode;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Set;

/**
 * The body that makes a merchant.
 *
 * @param country ISO 3166-1 alpha-2, in any case
 * @param defaultCurrency ISO 4217, in any case
 */
record NewMerchant(
    @NotBlank @PlainText @Size(max = 200) String name,
    @NotBlank @PlainText @Email @Size(max = 254) String email,
    @NotBlank String country,
    @NotBlank String defaultCurrency) {

  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

  /** The same with country and currency as they are kept, or a 400. */
  NewMerchant normal() {
    String knownCountry = country.toUpperCase(Locale.ROOT);
    if (!COUNTRIES.contains(knownCountry)) {
      throw Problem.ofParam(
              ProblemCode.PARAMETER_INVALID,
              "country",
              "country must be an ISO 3166-1 code of two letters, such as DE.")
          .asException();
    }
    CurrencyCode currency =
        CurrencyCode.parse(defaultCurrency)
            .orElseThrow(
                () ->
                    Problem.ofParam(
                            ProblemCode.CURRENCY_INVALID,
                            "default_currency",
                            "default_currency must be an ISO 4217 code, such as EUR.")
                        .asException());
    return new NewMerchant(name.strip(), email, knownCountry, currency.code());
  }
}
