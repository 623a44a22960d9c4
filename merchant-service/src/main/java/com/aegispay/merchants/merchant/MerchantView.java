package com.aegispay.merchants.merchant;

import com.aegispay.merchants.key.ApiKeyView;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A merchant as the API shows it.
 *
 * @param apiKey the first test key, in the answer that made the merchant and nowhere else
 */
record MerchantView(
    String id,
    String object,
    String name,
    String email,
    String country,
    String defaultCurrency,
    String status,
    FeePlan feePlan,
    Instant createdAt,
    Instant updatedAt,
    int version,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ApiKeyView apiKey) {

  MerchantView with(ApiKeyView key) {
    return new MerchantView(
        id,
        object,
        name,
        email,
        country,
        defaultCurrency,
        status,
        feePlan,
        createdAt,
        updatedAt,
        version,
        key);
  }
}
