package com.aegispay.merchants.key;

import com.aegispay.merchants.change.Fact;

/** What other services are told of keys: {@code contracts/events/merchants/api_key.*}. */
final class KeyFacts {

  private KeyFacts() {}

  static Fact created(ApiKey key) {
    return fact("api_key.created", key);
  }

  static Fact updated(ApiKey key) {
    return fact("api_key.updated", key);
  }

  static Fact revoked(ApiKey key) {
    return fact("api_key.revoked", key);
  }

  private static Fact fact(String type, ApiKey key) {
    var known = key.known();
    return new Fact(type, known.livemode(), known, null);
  }
}
