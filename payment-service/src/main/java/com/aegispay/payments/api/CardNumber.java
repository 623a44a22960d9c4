package com.aegispay.payments.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A card as a request brings it. It prints as nothing. */
record CardNumber(
    @NotNull String number,
    @NotNull Integer expMonth,
    @NotNull Integer expYear,
    @NotNull String cvc,
    @Nullable @Size(max = 100, message = "has at most 100 characters") String holderName) {

  @Override
  public String toString() {
    return "CardNumber[hidden]";
  }
}
