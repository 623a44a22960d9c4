package com.aegispay.notification.webhook;

/**
 * What is sent to endpoints about one event.
 *
 * @param eventId the {@code webhook-id}: the same on every attempt to every endpoint
 * @param body made once; what is signed and sent, byte for byte, in UTF-8
 */
public record Webhook(
    String merchantId, String eventId, String type, boolean livemode, String body) {}
