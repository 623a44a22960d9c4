package com.aegispay.simulation;

import com.aegispay.simulation.WorldRun.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Many worlds, as many at once as there are processors. The first that breaks ends it. */
final class Simulation {

  /** What all worlds together were. */
  static final class Tally {
    int worlds;
    long payments;
    long events;
    long attempts;
    long steps;
    long deaths;
    long answers;
    long byOperator;
    int brokenWorld = -1;
    @Nullable Report broken;

    private synchronized void add(int world, Report report) {
      worlds++;
      payments += report.payments();
      events += report.events();
      attempts += report.attempts();
      steps += report.steps();
      deaths += report.deaths();
      answers += report.answers();
      byOperator += report.byOperator();
      if (report.violation() != null && (brokenWorld < 0 || world < brokenWorld)) {
        brokenWorld = world;
        broken = report;
      }
    }

    private synchronized boolean isBroken() {
      return broken != null;
    }
  }

  private Simulation() {}

  /** The seed of one world of a run. */
  static long worldSeed(long seed, int world) {
    long mixed = (seed + 0x9e3779b97f4a7c15L * (world + 1L));
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /**
   * Runs worlds until there were so many, or until {@code enough}.
   *
   * @param progress is told after each world
   */
  static Tally run(
      long seed, int worlds, java.util.function.BooleanSupplier enough, Consumer<Tally> progress) {
    Tally tally = new Tally();
    var next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!tally.isBroken() && !enough.getAsBoolean()) {
                      int world = next.getAndIncrement();
                      if (world >= worlds) {
                        return;
                      }
                      tally.add(world, WorldRun.of(worldSeed(seed, world), false));
                      progress.accept(tally);
                    }
                  }));
    }
    for (Thread thread : threads) {
      join(thread);
    }
    return tally;
  }

  /** One world again, with everything that happens in it. */
  static Report replay(long seed, int world) {
    var report = new ArrayList<Report>();
    join(Thread.ofVirtual().start(() -> report.add(WorldRun.of(worldSeed(seed, world), true))));
    return report.getFirst();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", e);
    }
  }
}
