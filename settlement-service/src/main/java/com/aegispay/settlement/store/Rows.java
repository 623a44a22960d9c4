package com.aegispay.settlement.store;

/** A write that changed another number of rows than it must is a defect, and undone. */
final class Rows {

  private Rows() {}

  static void one(int rows, String what) {
    if (rows != 1) {
      throw new IllegalStateException("%d rows of a %s were written".formatted(rows, what));
    }
  }
}
