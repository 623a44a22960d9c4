package com.aegispay.fraud.rules;

/** A card whose payment came to an end for the first time. */
public record SeenCard(Scope scope, String fingerprint, Outcome outcome) {}
