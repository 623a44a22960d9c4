package com.aegispay.merchants.change;

import org.jspecify.annotations.Nullable;

/**
 * What a change tells other services: an event of the topic {@code merchants} without its place in
 * the merchant's sequence.
 *
 * @param data for machines, as {@code contracts/events/merchants} says
 * @param object the public resource after the change, or null where there is none
 */
public record Fact(String type, boolean livemode, Object data, @Nullable Object object) {}
