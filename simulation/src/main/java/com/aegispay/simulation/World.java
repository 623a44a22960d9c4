package com.aegispay.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Time, chance, and what happens: one thing after another. A strand is a line of work that may wait
 * in between; it has a thread, but never two of a world's strands run at once.
 */
final class World {

  /** Thrown in every strand that is left when its world ends. */
  static final class Over extends Error {
    Over() {
      super("the world is over", null, false, false);
    }
  }

  /** Where strands wait for something to happen. */
  static final class Bell {
    private final Deque<Waiter> waiters = new ArrayDeque<>();
  }

  private static final Instant DAWN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MOST_HAPPENINGS = 1_000_000;

  private record Happening(long at, long nr, Runnable what) implements Comparable<Happening> {
    @Override
    public int compareTo(Happening other) {
      int byTime = Long.compare(at, other.at);
      return byTime == 0 ? Long.compare(nr, other.nr) : byTime;
    }
  }

  /** Is woken once: by the bell, or because its time is over. */
  private static final class Waiter {
    private final Strand strand;
    private boolean woken;
    private boolean rung;

    Waiter(Strand strand) {
      this.strand = strand;
    }

    void wake(boolean byBell) {
      if (!woken) {
        woken = true;
        rung = byBell;
        strand.goOn();
      }
    }
  }

  private final class Strand {
    private final Life life;
    private final Thread thread;
    private volatile boolean turn;
    private boolean started;
    private volatile boolean ended;

    Strand(Life life, Runnable body) {
      this.life = life;
      this.thread =
          Thread.ofVirtual()
              .unstarted(
                  () -> {
                    try {
                      body.run();
                    } catch (Over over) {
                      // What was left undone stays so.
                    } catch (Throwable defect) {
                      violated("a defect: " + Defects.describe(defect));
                    } finally {
                      ended = true;
                      turn = false;
                      LockSupport.unpark(loop);
                    }
                  });
    }

    /** Runs it until it waits or ends. What belongs to a dead process never goes on. */
    void goOn() {
      if (!ended && (over || life.alive())) {
        Strand before = current;
        current = this;
        turn = true;
        if (started) {
          LockSupport.unpark(thread);
        } else {
          started = true;
          thread.start();
        }
        while (turn) {
          LockSupport.park(this);
        }
        current = before;
      }
    }

    void letGo() {
      turn = false;
      LockSupport.unpark(loop);
      while (!turn) {
        LockSupport.park(this);
      }
      if (over) {
        throw new Over();
      }
    }
  }

  private final PriorityQueue<Happening> agenda = new PriorityQueue<>();
  private final List<Strand> strands = new ArrayList<>();
  private final SplittableRandom random;
  private final boolean traced;
  private final List<String> trace = new ArrayList<>();
  private final Thread loop = Thread.currentThread();
  private @Nullable Strand current;
  private @Nullable String violation;
  private boolean over;
  private long nowMicros;
  private long happenings;
  private int steps;

  World(long seed, boolean traced) {
    this.random = new SplittableRandom(seed);
    this.traced = traced;
  }

  // -- chance

  /** From 0 to the bound, without the bound. */
  int any(int bound) {
    return random.nextInt(bound);
  }

  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  void fill(byte[] bytes) {
    random.nextBytes(bytes);
  }

  // -- time

  Instant now() {
    return DAWN.plusNanos(nowMicros * 1000);
  }

  Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a world has one zone");
      }
    };
  }

  // -- what happens

  /** Does something after a while, on no strand: it must not wait. */
  void in(long micros, Runnable what) {
    agenda.add(new Happening(nowMicros + Math.max(0, micros), happenings++, what));
  }

  /** As {@link #in}, at a time; at once when that is over. */
  void at(Instant time, Runnable what) {
    in(DAWN.until(time, java.time.temporal.ChronoUnit.MICROS) - nowMicros, what);
  }

  /** Begins a strand of a process. */
  void start(Life life, Runnable body) {
    Strand strand = new Strand(life, body);
    if (strands.size() > 64) {
      strands.removeIf(old -> old.ended);
    }
    strands.add(strand);
    in(0, strand::goOn);
  }

  /** The current strand waits this long. */
  void rest(long micros) {
    Happening first = agenda.peek();
    if (over) {
      throw new Over();
    }
    if (first == null || first.at > nowMicros + micros) {
      nowMicros += micros;
      return;
    }
    Strand strand = strand();
    in(micros, strand::goOn);
    strand.letGo();
  }

  /** The current strand waits for the bell; false when it did not ring in time. */
  boolean await(Bell bell, long mostMicros) {
    if (over) {
      throw new Over();
    }
    Waiter waiter = new Waiter(strand());
    bell.waiters.add(waiter);
    if (mostMicros < Long.MAX_VALUE) {
      in(mostMicros, () -> waiter.wake(false));
    }
    waiter.strand.letGo();
    return waiter.rung;
  }

  /** Wakes all who wait, a moment later. */
  void ring(Bell bell) {
    while (!bell.waiters.isEmpty()) {
      Waiter waiter = bell.waiters.remove();
      in(0, () -> waiter.wake(true));
    }
  }

  /** The current strand never goes on. */
  void vanish() {
    strand().letGo();
  }

  private Strand strand() {
    return Objects.requireNonNull(current, "only a strand may wait");
  }

  /** Counts a step: a call of a port. */
  void step() {
    if (over) {
      throw new Over();
    }
    steps++;
  }

  int steps() {
    return steps;
  }

  /** Lets everything happen until nothing is left to do, or something is wrong. */
  void run() {
    while (violation == null && !agenda.isEmpty()) {
      Happening next = agenda.remove();
      nowMicros = next.at;
      if (next.nr > MOST_HAPPENINGS) {
        violated("no end: more than " + MOST_HAPPENINGS + " things happened");
      }
      next.what.run();
    }
  }

  /** Ends every strand that is left. */
  void end() {
    over = true;
    agenda.clear();
    List.copyOf(strands).forEach(Strand::goOn);
  }

  // -- what is wrong, and what was seen

  void violated(String what) {
    if (violation == null) {
      violation = what;
      note(() -> "VIOLATION: " + what);
    }
  }

  @Nullable String violation() {
    return violation;
  }

  void note(Supplier<String> what) {
    if (traced) {
      trace.add("%14.6f  %s".formatted(nowMicros / 1e6, what.get()));
    }
  }

  List<String> trace() {
    return trace;
  }
}
