package com.aegispay.payments.risk;

import com.aegispay.payments.payment.Details.RiskDecision;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The risk check.
 *
 * @param url fraud-service
 * @param budget the longest time that a payment waits for it
 * @param fallback what holds when there is no answer in time
 */
@Validated
@ConfigurationProperties(prefix = "aegispay.fraud", ignoreUnknownFields = false)
public record FraudProperties(
    @NotNull URI url,
    @NotNull @DefaultValue("150ms") Duration budget,
    @NotNull @DefaultValue("approve") RiskDecision fallback) {}
