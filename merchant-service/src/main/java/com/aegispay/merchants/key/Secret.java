package com.aegispay.merchants.key;

import com.aegispay.starter.access.Credentials;
import java.security.SecureRandom;

/** An API key's secret, for as long as it takes to show it once. */
record Secret(String value) {

  private static final String BASE_62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** 43 digits of base 62 are 256 bits. */
  private static final int DIGITS = 43;

  private static final int SHOWN_DIGITS = 4;
  private static final int MARK_LENGTH = "sk_test_".length();

  static Secret random(boolean livemode, SecureRandom random) {
    StringBuilder secret = new StringBuilder(livemode ? "sk_live_" : "sk_test_");
    random.ints(DIGITS, 0, BASE_62.length()).forEach(i -> secret.append(BASE_62.charAt(i)));
    return new Secret(secret.toString());
  }

  String hash() {
    return Credentials.hash(value);
  }

  /** What a key is recognised by in a list; leaves 232 bits unknown. */
  String prefix() {
    return value.substring(0, MARK_LENGTH + SHOWN_DIGITS);
  }

  @Override
  public String toString() {
    return prefix() + "...";
  }
}
