package com.aegispay.starter.idempotency;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Set by every service that has the table {@code idempotency_keys}.
 *
 * @param keep how long answers are kept for their replay; the public contract promises 24 hours
 */
@Validated
@ConfigurationProperties(prefix = "aegispay.idempotency", ignoreUnknownFields = false)
public record IdempotencyProperties(@NotNull @DurationMin(hours = 24) Duration keep) {}
