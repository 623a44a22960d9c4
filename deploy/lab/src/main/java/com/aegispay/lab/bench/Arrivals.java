package com.aegispay.lab.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Payments that arrive as a Poisson process and do not wait for each other's answers. Each is timed
 * from when it was meant to start, so that what waits for the load itself counts as waiting.
 */
final class Arrivals implements AutoCloseable {

  /** So many waiting at once cannot be worked off: the rate is too high. */
  private static final int TOO_MANY = 1_500;

  private static final int MOST_PER_SECOND = 5_000;
  private static final int CREATED = 201;

  private final URI to;
  private final List<Till> tills;
  private final Random random;
  private final ConcurrentLinkedDeque<Wire> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private long number;

  Arrivals(URI to, List<Till> tills, long seed) {
    this.to = to;
    this.tills = List.copyOf(tills);
    this.random = new Random(seed);
  }

  /** Payments that have no answer yet. */
  int inFlight() {
    return inFlight.get();
  }

  /** Lets payments arrive for a time; returns when the last one is answered. */
  Timings arrive(double perSecond, Duration time) {
    var timings = new Timings(perSecond, time);
    long start = System.nanoTime();
    long next = start;
    while (true) {
      next += (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
      if (next - start > time.toNanos() || inFlight.get() > TOO_MANY) {
        break;
      }
      for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      send(next, timings);
    }
    timings.over(System.nanoTime() - start, inFlight.get());
    while (inFlight.get() > 0) {
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
    return timings;
  }

  /** A number of customers who pay again as soon as they are answered. */
  Timings asFastAsAnswered(int customers, Duration time) {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    var timings = new Timings(MOST_PER_SECOND, time);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < customers; i++) {
        var _ =
            threads.submit(
                () -> {
                  for (long now = start; now < end; now = System.nanoTime()) {
                    inFlight.incrementAndGet();
                    pay(now, next(), timings);
                  }
                });
      }
    }
    timings.over(System.nanoTime() - start, 0);
    return timings;
  }

  /** One payment, alone; throws unless it is created. */
  void one() throws IOException {
    var wire = new Wire(to);
    try (wire) {
      Wire.Answer answer = wire.ask(next());
      if (answer.status() != CREATED) {
        throw new IOException("a payment was answered " + answer.status() + ": " + answer.body());
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Wire wire = idle.poll(); wire != null; wire = idle.poll()) {
      wire.close();
    }
  }

  private synchronized byte[] next() {
    return tills.get(random.nextInt(tills.size())).payment(random, run + "-" + number++);
  }

  private void send(long meantAt, Timings timings) {
    byte[] request = next();
    inFlight.incrementAndGet();
    Thread.ofVirtual().start(() -> pay(meantAt, request, timings));
  }

  private void pay(long meantAt, byte[] request, Timings timings) {
    try {
      timings.add(meantAt, ask(request), System.nanoTime());
    } catch (IOException e) {
      timings.lost(e);
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private Wire.Answer ask(byte[] request) throws IOException {
    Wire wire = idle.pollFirst();
    while (wire != null && !wire.isOpen()) {
      wire.close();
      wire = idle.pollFirst();
    }
    if (wire == null) {
      wire = new Wire(to);
    }
    Wire.Answer answer = wire.ask(request);
    idle.addFirst(wire);
    return answer;
  }
}
