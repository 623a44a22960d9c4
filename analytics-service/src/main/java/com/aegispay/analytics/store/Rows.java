package com.aegispay.analytics.store;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as a statement's arrays, and how many of them it has to touch. */
final class Rows {

  private Rows() {}

  /** An event that changes nothing was not applied: it must not pass as if it had been. */
  static void one(int rows) {
    all(1, rows);
  }

  /** The same for a statement about many events. */
  static void all(int expected, int rows) {
    if (rows != expected) {
      throw new IllegalStateException(
          "a statement changed %d rows instead of %d".formatted(rows, expected));
    }
  }

  static <T> String[] texts(List<T> rows, Function<T, @Nullable String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  static <T> Long[] numbers(List<T> rows, Function<T, Long> column) {
    return rows.stream().map(column).toArray(Long[]::new);
  }

  static <T> Boolean[] flags(List<T> rows, Function<T, Boolean> column) {
    return rows.stream().map(column).toArray(Boolean[]::new);
  }
}
