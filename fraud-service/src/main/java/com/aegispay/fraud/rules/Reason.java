package com.aegispay.fraud.rules;

/**
 * One finding.
 *
 * @param code stable, for machines
 * @param detail one sentence for people; never a value that identifies a person or a card
 * @param points what it added to the score
 */
public record Reason(String code, String detail, int points) {}
