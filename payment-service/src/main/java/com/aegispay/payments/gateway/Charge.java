package com.aegispay.payments.gateway;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.vault.CardDetails;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A card is to be charged.
 *
 * @param capture whether the money is taken with the authorisation
 * @param returnUrl where the customer goes after 3-D Secure; null for nowhere
 * @param timeout how long the caller waits for an answer
 */
public record Charge(
    AttemptId attempt,
    Money amount,
    boolean capture,
    CardDetails card,
    @Nullable String returnUrl,
    Duration timeout) {}
