package com.aegispay.fraud.api;

import com.aegispay.fraud.rules.ListedKind;
import com.aegispay.fraud.rules.PaymentFacts;
import com.aegispay.fraud.rules.Scope;
import com.aegispay.money.CurrencyCode;
import com.aegispay.money.Money;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** What payment-service asks with. Fields of a newer caller are ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record AssessmentRequest(
    @NotBlank String payment,
    @NotBlank String merchantId,
    boolean livemode,
    @Positive long amount,
    @NotBlank String currency,
    @NotNull @Valid CardPart card,
    @Nullable CustomerPart customer) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record CardPart(
      @NotBlank String fingerprint,
      @NotNull @Pattern(regexp = "[0-9]{6,8}", message = "must be six to eight digits") String bin,
      @NotNull @Pattern(regexp = "[0-9]{4}", message = "must be four digits") String last4,
      @NotBlank String brand) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record CustomerPart(
      @Nullable String id, @Nullable String email, @Nullable String country, @Nullable String ip) {

    /** What has not the form it should have is not known. */
    PaymentFacts.Customer facts() {
      return new PaymentFacts.Customer(
          canonical(ListedKind.CUSTOMER, id),
          canonical(ListedKind.EMAIL, email),
          canonical(ListedKind.COUNTRY, country),
          canonical(ListedKind.IP, ip));
    }

    private static @Nullable String canonical(ListedKind kind, @Nullable String value) {
      return value == null ? null : kind.canonical(value).orElse(null);
    }
  }

  PaymentFacts facts() {
    CurrencyCode known =
        CurrencyCode.parse(currency)
            .orElseThrow(
                () ->
                    Problem.ofParam(
                            ProblemCode.CURRENCY_INVALID,
                            "currency",
                            "currency must be an ISO 4217 code.")
                        .asException());
    return new PaymentFacts(
        payment,
        new Scope(merchantId, livemode),
        new Money(amount, known),
        new PaymentFacts.Card(card.fingerprint(), card.bin(), card.last4(), card.brand()),
        customer == null ? PaymentFacts.Customer.UNKNOWN : customer.facts());
  }
}
