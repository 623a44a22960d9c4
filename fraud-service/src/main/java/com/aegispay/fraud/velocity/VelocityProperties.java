package com.aegispay.fraud.velocity;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The velocity counters.
 *
 * @param timeout how long an assessment waits for them, of the 150 ms that its caller waits
 */
@Validated
@ConfigurationProperties(prefix = "aegispay.velocity", ignoreUnknownFields = false)
public record VelocityProperties(@NotNull @DefaultValue("40ms") Duration timeout) {}
