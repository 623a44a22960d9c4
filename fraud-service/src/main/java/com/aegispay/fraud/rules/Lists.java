package com.aegispay.fraud.rules;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Canonical values that are blocked or allowed. What is blocked stays so, allowed or not. */
public record Lists(Map<ListedKind, Set<String>> blocked, Map<ListedKind, Set<String>> allowed) {

  public static final Lists EMPTY = new Lists(Map.of(), Map.of());

  public Lists {
    blocked = Map.copyOf(blocked);
    allowed = Map.copyOf(allowed);
  }

  Optional<ListedKind> blocks(PaymentFacts payment) {
    return first(blocked, payment);
  }

  Optional<ListedKind> allows(PaymentFacts payment) {
    return first(allowed, payment);
  }

  private static Optional<ListedKind> first(
      Map<ListedKind, Set<String>> listed, PaymentFacts payment) {
    for (ListedKind kind : ListedKind.values()) {
      Set<String> values = listed.getOrDefault(kind, Set.of());
      if (!values.isEmpty() && kind.valuesOf(payment).stream().anyMatch(values::contains)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
