package com.aegispay.fraud.rules;

import com.aegispay.money.Money;
import org.jspecify.annotations.Nullable;

/** The payment that is to be assessed, as the caller describes it. */
public record PaymentFacts(
    String payment, Scope scope, Money amount, Card card, Customer customer) {

  /**
   * @param fingerprint the same for the same card number
   * @param bin the first eight digits
   */
  public record Card(String fingerprint, String bin, String last4, String brand) {}

  /** What the merchant said of its customer; anything may be unknown. */
  public record Customer(
      @Nullable String id, @Nullable String email, @Nullable String country, @Nullable String ip) {

    public static final Customer UNKNOWN = new Customer(null, null, null, null);
  }
}
