package com.aegispay.lab.fleet;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Says what a program of the lab does, with the seconds since it began. */
public final class Chronicle {

  private final PrintStream out;
  private final Instant began = Instant.now();

  public Chronicle(PrintStream out) {
    this.out = out;
  }

  /**
   * Ends this process: 0 when what was promised was kept, 1 when not, 2 when its options make no
   * sense.
   */
  public static void end(Callable<Boolean> program) throws Exception {
    try {
      System.exit(program.call() ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  public synchronized void say(String what) {
    out.printf(
        Locale.ROOT,
        "%7.1f s  %s%n",
        Duration.between(began, Instant.now()).toMillis() / 1000.0,
        what);
    out.flush();
  }

  /** As it is, for a table. */
  public synchronized void show(String text) {
    out.println();
    out.println(text);
  }
}
