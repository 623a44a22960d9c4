package com.aegispay.audit;

/**
 * Something that is not as it was promised.
 *
 * @param ids whose it is, as words and ids: {@code merchant mer_1 payment pay_1 sequence 3}
 * @param look a command line that shows it
 */
public record Violation(String ids, String expected, String actual, String look) {}
