package com.aegispay.lab.fleet;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Ends this process when it comes to a step, as SIGKILL would: nothing gets to clean up. */
final class FaultPoints {

  private static final int KILLED = 137;

  private record Armed(String step, AtomicInteger left) {}

  private final AtomicReference<@Nullable Armed> armed = new AtomicReference<>();

  /** {@code STEP N}: die at the n-th arrival there, counted from now. */
  void order(String line) {
    String[] words = line.split(" ", 2);
    armed.set(new Armed(words[0], new AtomicInteger(Integer.parseInt(words[1]))));
  }

  void reached(String step) {
    Armed now = armed.get();
    if (now != null && now.step().equals(step) && now.left().decrementAndGet() == 0) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
