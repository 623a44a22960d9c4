package com.aegispay.lab.bench;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Processor time of a payment.
 *
 * @param ms by process
 */
record Cpu(Map<String, Double> ms) {

  Cpu {
    ms = Map.copyOf(ms);
  }

  double all() {
    return ms.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The processes that took most first. */
  @Override
  public String toString() {
    return ms.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(one -> String.format(Locale.ROOT, "%s %.2f", one.getKey(), one.getValue()))
        .collect(Collectors.joining(", "));
  }
}
