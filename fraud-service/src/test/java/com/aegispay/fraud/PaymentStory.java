package com.aegispay.fraud;

import org.jspecify.annotations.Nullable;

/** A payment as payment-service describes it: an ordinary one, changed by what a test is about. */
record PaymentStory(
    String payment,
    String merchant,
    boolean livemode,
    long amount,
    String currency,
    String fingerprint,
    String bin,
    String last4,
    @Nullable String customer,
    @Nullable String email,
    @Nullable String country,
    @Nullable String ip) {

  /** Nothing about it repeats another payment's. */
  static PaymentStory ordinary(String merchant) {
    String unique = TestIds.next("x");
    return new PaymentStory(
        TestIds.next("pay"),
        merchant,
        false,
        1999,
        "EUR",
        "fp_" + unique,
        "45320151",
        "0366",
        "cust_" + unique,
        unique + "@example.com",
        "DE",
        "203.0.113." + (Math.floorMod(unique.hashCode(), 250) + 1));
  }

  PaymentStory again() {
    return with(TestIds.next("pay"), amount, fingerprint, bin, last4);
  }

  PaymentStory amount(long minor) {
    return with(payment, minor, fingerprint, bin, last4);
  }

  PaymentStory card(String newFingerprint, String newBin, String newLast4) {
    return with(payment, amount, newFingerprint, newBin, newLast4);
  }

  PaymentStory from(@Nullable String newEmail, @Nullable String newCountry) {
    return new PaymentStory(
        payment,
        merchant,
        livemode,
        amount,
        currency,
        fingerprint,
        bin,
        last4,
        customer,
        newEmail,
        newCountry,
        ip);
  }

  PaymentStory anonymous() {
    return new PaymentStory(
        payment,
        merchant,
        livemode,
        amount,
        currency,
        fingerprint,
        bin,
        last4,
        null,
        null,
        null,
        null);
  }

  PaymentStory live() {
    return new PaymentStory(
        payment,
        merchant,
        true,
        amount,
        currency,
        fingerprint,
        bin,
        last4,
        customer,
        email,
        country,
        ip);
  }

  private PaymentStory with(
      String newPayment, long minor, String newFingerprint, String newBin, String newLast4) {
    return new PaymentStory(
        newPayment,
        merchant,
        livemode,
        minor,
        currency,
        newFingerprint,
        newBin,
        newLast4,
        customer,
        email,
        country,
        ip);
  }

  String json() {
    return """
        {"payment": "%s", "merchant_id": "%s", "livemode": %s, "amount": %d, "currency": "%s",
         "card": {"fingerprint": "%s", "bin": "%s", "last4": "%s", "brand": "visa"},
         "customer": {"id": %s, "email": %s, "country": %s, "ip": %s}}
        """
        .formatted(
            payment,
            merchant,
            livemode,
            amount,
            currency,
            fingerprint,
            bin,
            last4,
            quoted(customer),
            quoted(email),
            quoted(country),
            quoted(ip));
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }
}
