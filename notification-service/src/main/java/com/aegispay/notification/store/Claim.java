package com.aegispay.notification.store;

import com.aegispay.notification.webhook.Endpoint;
import com.aegispay.notification.webhook.Webhook;

/**
 * A delivery that this process may attempt now, until its lease ends.
 *
 * @param attempt the number of the attempt, which fences off a claim whose lease has ended
 * @param rung which attempt of the ladder it is, from 1
 */
public record Claim(String deliveryId, int attempt, int rung, Endpoint endpoint, Webhook webhook) {}
