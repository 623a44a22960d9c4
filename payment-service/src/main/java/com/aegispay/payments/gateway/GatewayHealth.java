package com.aegispay.payments.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway has done lately, as this process saw it.
 *
 * @param score 0 to 100: the share of calls that got a definite answer; half of it while the
 *     breaker probes, 0 while it is open
 * @param successRate that share, 0 to 1; null before the first call
 * @param p50 half of the latest calls were faster; null before the first call
 * @param p95 as {@code p50}, of 95 %
 * @param p99 as {@code p50}, of 99 %
 * @param breaker {@code closed}, {@code half_open} or {@code open}
 */
public record GatewayHealth(
    int score,
    @Nullable Double successRate,
    @Nullable Duration p50,
    @Nullable Duration p95,
    @Nullable Duration p99,
    String breaker) {}
