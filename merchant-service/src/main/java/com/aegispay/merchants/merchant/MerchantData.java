package com.aegispay.merchants.merchant;

import com.aegispay.merchants.change.Fact;

/** What other services are told of a merchant: {@code contracts/events/merchants/merchant.*}. */
record MerchantData(
    String id,
    String name,
    String email,
    String country,
    String defaultCurrency,
    String status,
    FeePlan feePlan) {

  static Fact created(MerchantView merchant) {
    return fact("merchant.created", merchant);
  }

  static Fact updated(MerchantView merchant) {
    return fact("merchant.updated", merchant);
  }

  /** A merchant is the same in both modes, and no test datum: its events are live. */
  private static Fact fact(String type, MerchantView merchant) {
    MerchantData data =
        new MerchantData(
            merchant.id(),
            merchant.name(),
            merchant.email(),
            merchant.country(),
            merchant.defaultCurrency(),
            merchant.status(),
            merchant.feePlan());
    return new Fact(type, true, data, merchant);
  }
}
