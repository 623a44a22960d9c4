package com.aegispay.starter.access;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may call.
 *
 * @param operatorKey what operators present as bearer token
 * @param internalKey what the platform's services present to each other
 * @param merchantServiceUrl where an unknown key is looked up; absent in merchant-service itself
 * @param cacheFor how long a key that was found is used without another look: the longest time a
 *     revoked key still works in an instance that did not consume the revocation itself
 * @param requestsPerSecond each key's rate limit
 */
@Validated
@ConfigurationProperties(prefix = "aegispay.access", ignoreUnknownFields = false)
public record AccessProperties(
    @NotBlank String operatorKey,
    @NotBlank String internalKey,
    @Nullable URI merchantServiceUrl,
    @NotNull @DefaultValue("10s") Duration cacheFor,
    @DefaultValue("200") int requestsPerSecond) {}
