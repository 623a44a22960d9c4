package com.aegispay.starter;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a service stops.
 *
 * @param announced how long it says that it is not ready before it takes no more requests: as long
 *     as a load balancer takes to notice; nothing where none is in front
 */
@Validated
@ConfigurationProperties(prefix = "aegispay.shutdown", ignoreUnknownFields = false)
record ShutdownProperties(@NotNull @DefaultValue("0s") Duration announced) {}
