package com.aegispay.fraud.rules;

/** Everything that is known when a payment is assessed. */
public record Signals(PaymentFacts payment, Velocity velocity, MerchantProfile profile) {}
