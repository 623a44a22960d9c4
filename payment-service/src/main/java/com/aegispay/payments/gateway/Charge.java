package com.aegispay.payments.gateway;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.vault.CardDetails;
import java.time.Duration;

/**
 * A card is to be charged.
 *
 * @param capture whether the money is taken with the authorisation
 * @param timeout how long the caller waits for an answer
 */
public record Charge(
    AttemptId attempt, Money amount, boolean capture, CardDetails card, Duration timeout) {}
