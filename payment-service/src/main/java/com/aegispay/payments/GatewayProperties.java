package com.aegispay.payments;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How gateways are called.
 *
 * @param timeout how long a call waits for its answer; then the outcome is unknown
 */
@Validated
@ConfigurationProperties(prefix = "aegispay.gateways", ignoreUnknownFields = false)
record GatewayProperties(@NotNull @DefaultValue("5s") Duration timeout) {}
