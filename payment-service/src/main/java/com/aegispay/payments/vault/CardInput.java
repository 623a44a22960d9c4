package com.aegispay.payments.vault;

import org.jspecify.annotations.Nullable;

/** A card as a merchant typed it in, not checked yet. Prints nothing of itself. */
public record CardInput(
    @Nullable String number,
    @Nullable Integer expMonth,
    @Nullable Integer expYear,
    @Nullable String cvc,
    @Nullable String holderName) {

  @Override
  public String toString() {
    return "CardInput[hidden]";
  }
}
