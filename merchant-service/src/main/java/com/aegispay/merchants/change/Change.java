package com.aegispay.merchants.change;

import java.util.List;

/**
 * A change that was made, and what it tells.
 *
 * @param facts in the order they happened; none where everything was already as wanted
 */
public record Change<T>(T result, List<Fact> facts) {

  public Change {
    facts = List.copyOf(facts);
  }

  public static <T> Change<T> of(T result, Fact... facts) {
    return new Change<>(result, List.of(facts));
  }
}
