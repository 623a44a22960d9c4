package com.aegispay.analytics.store;

/** How many rows a statement has to touch. */
final class Rows {

  private Rows() {}

  /** An event that changes nothing was not applied: it must not pass as if it had been. */
  static void one(int rows) {
    if (rows != 1) {
      throw new IllegalStateException("a statement changed %d rows instead of 1".formatted(rows));
    }
  }
}
