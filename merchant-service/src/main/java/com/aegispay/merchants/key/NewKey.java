package com.aegispay.merchants.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param name what the merchant calls it
 */
public record NewKey(
    String merchantId, boolean livemode, List<String> scopes, @Nullable String name) {

  public NewKey {
    scopes = List.copyOf(scopes);
  }

  /** A test key that may do everything: what a merchant starts with. */
  public static NewKey first(String merchantId) {
    return new NewKey(merchantId, false, Scopes.ALL, null);
  }
}
