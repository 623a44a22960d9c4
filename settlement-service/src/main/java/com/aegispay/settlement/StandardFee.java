package com.aegispay.settlement;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The fee of a merchant of whom no plan has arrived that was valid at the capture.
 *
 * @param basisPoints hundredths of a percent of each capture
 * @param fixedMinor added to it, in the minor unit of the payment's currency
 */
@Validated
@ConfigurationProperties(prefix = "aegispay.standard-fee", ignoreUnknownFields = false)
record StandardFee(
    @Min(0) @Max(10_000) @DefaultValue("290") int basisPoints,
    @Min(0) @DefaultValue("30") long fixedMinor) {}
