package com.aegispay.starter;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where Redis is.
 *
 * @param address {@code redis://host:port}
 * @param timeout how long a command may take before the service goes on without Redis
 * @param poolSize connections at most
 */
@Validated
@ConfigurationProperties(prefix = "aegispay.redis", ignoreUnknownFields = false)
record RedisProperties(
    @NotNull @DefaultValue("redis://localhost:6379") String address,
    @NotNull @DefaultValue("250ms") Duration timeout,
    @DefaultValue("16") int poolSize) {}
