package com.aegispay.payments.gateway;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.AttemptId;
import java.time.Duration;

/**
 * Something more is to be done with a charge: capture, cancel, withdraw or refund.
 *
 * @param reference of the charge, as {@link GatewayAnswer.Approved} or {@link
 *     GatewayAnswer.NeedsCustomer} gave it
 * @param timeout how long the caller waits for an answer
 */
public record FollowUp(AttemptId attempt, String reference, Money amount, Duration timeout) {}
