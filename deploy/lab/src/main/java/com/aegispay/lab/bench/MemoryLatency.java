package com.aegispay.lab.bench;

import java.util.Random;

/**
 * How long a read takes that the nearest caches do not hold: a walk along a random cycle through 8
 * MB. On a rented machine others share the last cache, and what they leave of it changes from
 * minute to minute, and every figure with it.
 */
final class MemoryLatency {

  private static final int CELLS = 2 << 20;
  private static final int READS = 400_000;

  private final int[] next = cycle();
  private int at;

  /** Nanoseconds a read, now. */
  double nanos() {
    long start = System.nanoTime();
    for (int i = 0; i < READS; i++) {
      at = next[at];
    }
    return (System.nanoTime() - start) / (double) READS;
  }

  /** Sattolo's algorithm: one cycle through every cell. */
  private static int[] cycle() {
    var random = new Random(1);
    int[] cells = new int[CELLS];
    for (int i = 1; i < CELLS; i++) {
      int j = random.nextInt(i);
      cells[i] = cells[j];
      cells[j] = i;
    }
    return cells;
  }
}
