package com.aegispay.fraud.rules;

/** Whose rules, lists and figures: a merchant's, in one mode, so that test never changes live. */
public record Scope(String merchantId, boolean livemode) {

  /** Where operators keep what holds for every merchant, in both modes. */
  public static final Scope PLATFORM = new Scope("platform", true);
}
