package com.aegispay.starter.access;

import java.util.Set;

/**
 * Who sent a request. A controller says whom it serves by the type of its parameter: {@code
 * Caller.Merchant} or {@code Caller.Operator} refuses all others with 403, {@code Caller} takes
 * both.
 */
public sealed interface Caller {

  /**
   * A merchant's key. What it reads and writes is the merchant's own, in the key's mode.
   *
   * @param livemode false for {@code sk_test_} keys
   * @param scopes {@code *}, or {@code resource:read} and {@code resource:write}
   */
  record Merchant(String merchantId, String keyId, boolean livemode, Set<String> scopes)
      implements Caller {

    /** Whether the key may read (or change) what lies under {@code /v1/<resource>}. */
    public boolean may(String resource, boolean change) {
      return scopes.contains("*")
          || scopes.contains(resource + ":write")
          || (!change && scopes.contains(resource + ":read"));
    }
  }

  /** Somebody who runs the platform. */
  record Operator() implements Caller {}

  /** Another service of the platform; only paths under {@code /internal/} serve it. */
  record Service() implements Caller {}
}
