package com.aegispay.notification;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How webhooks are sent.
 *
 * @param allowPrivateTargets send to addresses that are not on the public internet: for the local
 *     default only
 * @param ladder the wait before each attempt, the first included
 * @param timeout how long an attempt may take, from the name's lookup to the end of the answer
 * @param interval how often to look for what is due; what was just committed is sent at once
 * @param atOnce attempts under way in a process
 * @param perEndpoint attempts under way to one endpoint, over all processes
 */
@Validated
@ConfigurationProperties(prefix = "aegispay.webhooks", ignoreUnknownFields = false)
record WebhookProperties(
    @DefaultValue("false") boolean allowPrivateTargets,
    @NotEmpty @DefaultValue({"0s", "5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"})
        List<Duration> ladder,
    @NotNull @DefaultValue("15s") Duration timeout,
    @NotNull @DefaultValue("1s") Duration interval,
    @Positive @DefaultValue("256") int atOnce,
    @Positive @DefaultValue("8") int perEndpoint) {}
