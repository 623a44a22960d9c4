package com.aegispay.payments.routing;

import com.aegispay.money.Money;
import java.time.Duration;
import java.util.Set;

/**
 * A gateway as the router sees it.
 *
 * @param livemode whether it moves real money
 * @param currencies ISO 4217 codes; empty for all
 * @param brands card brands; empty for all
 * @param holdLasts how long it holds money
 * @param cost what it would charge for this payment
 * @param health 0 (nothing succeeds) to 100
 * @param breaker {@code closed}, {@code half_open}, or {@code open}: taken out because it kept
 *     failing
 */
public record Candidate(
    String name,
    boolean livemode,
    Set<String> currencies,
    Set<String> brands,
    Duration holdLasts,
    Money cost,
    int health,
    String breaker) {}
