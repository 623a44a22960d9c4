package com.aegispay.settlement.ledger;

/**
 * The event that an entry is made of. A book has one entry of a cause at most, so that nothing is
 * posted twice whatever is delivered twice.
 */
public record Cause(String topic, String subject, long sequence) {}
