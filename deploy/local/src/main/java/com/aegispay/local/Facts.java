package com.aegispay.local;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/** What {@code .aegispay/local.json} says, for scripts. */
record Facts(
    @JsonProperty("base_url") String baseUrl,
    @JsonProperty("operator_key") String operatorKey,
    @JsonProperty("merchant_id") String merchantId,
    @JsonProperty("secret_key") String secretKey,
    @JsonProperty("services") Map<String, String> services) {}
