package com.aegispay.payments.view;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an event or a decision tells, in the order in which it is written. */
final class Facts {

  private Facts() {}

  /** Names and values in turn. */
  static Map<String, @Nullable Object> of(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      facts.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return facts;
  }
}
