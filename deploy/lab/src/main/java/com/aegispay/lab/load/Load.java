package com.aegispay.lab.load;

import com.aegispay.lab.load.Caller.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Customers who come when they come (a Poisson process) and do not wait for each other: when the
 * platform is away they pile up, as real ones do.
 */
public final class Load implements AutoCloseable {

  private static final int SHOPS = 4;

  /** Who comes when so many wait already goes away: it shall be a crash lab, not a stress test. */
  private static final int ROOM = 80;

  /** Is told how long a customer waited for the payment's answer, from when they came. */
  @FunctionalInterface
  public interface Waits {
    void waited(@Nullable Answer answer, long nanos);
  }

  private final Caller caller;
  private final Journal journal;
  private final Random random;
  private final long seed;
  private final double perSecond;
  private final Waits waits;
  private final List<Shop> shops = new ArrayList<>();
  private final AtomicInteger customers = new AtomicInteger();
  private final AtomicLong answered = new AtomicLong();
  private volatile boolean open;
  private volatile boolean over;
  private @Nullable Thread door;

  /**
   * @param perSecond customers on average
   */
  public Load(Caller caller, Journal journal, double perSecond, long seed, Waits waits) {
    this.caller = caller;
    this.journal = journal;
    this.perSecond = perSecond;
    this.seed = seed;
    this.random = new Random(seed);
    this.waits = waits;
  }

  /** Opens the shops; customers come with {@link #resume}. */
  public void prepare(String operatorKey, WebhookReceiver webhooks) {
    for (int i = 0; i < SHOPS; i++) {
      shops.add(Shop.open(caller, operatorKey, webhooks));
    }
    door = Thread.ofPlatform().daemon().name("arrivals").start(this::admit);
  }

  public List<Shop> shops() {
    return List.copyOf(shops);
  }

  public void resume() {
    open = true;
    LockSupport.unpark(door);
  }

  public boolean isOpen() {
    return open;
  }

  /** Lets nobody in, and waits until those inside are done; returns whether they are. */
  public boolean pause(Duration atMost) {
    open = false;
    long deadline = System.nanoTime() + atMost.toNanos();
    while (customers.get() > 0) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    return true;
  }

  /** Customers who were answered on their payment. */
  public long answered() {
    return answered.get();
  }

  @Override
  public void close() {
    over = true;
    LockSupport.unpark(door);
  }

  private void admit() {
    long number = 0;
    long next = System.nanoTime();
    while (!over) {
      if (!open) {
        LockSupport.park(this);
        next = System.nanoTime();
        continue;
      }
      next += (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
      for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      if (customers.get() < ROOM) {
        serve(number++, next);
      }
    }
  }

  private void serve(long number, long cameAt) {
    var own = new Random(random.nextLong());
    var order =
        new Order(
            "ord-%d-%d".formatted(seed, number),
            shops.get(own.nextInt(shops.size())),
            Card.draw(own),
            own.nextLong(200, 50_000));
    journal.opened(order);
    customers.incrementAndGet();
    Thread.ofVirtual()
        .name(order.id())
        .start(
            () -> {
              try {
                new Story(caller, order, own, journal, answer -> paid(answer, cameAt)).tell();
              } catch (RuntimeException e) {
                order.broken("the customer could not go on: " + e);
              } finally {
                customers.decrementAndGet();
              }
            });
  }

  private void paid(@Nullable Answer answer, long cameAt) {
    answered.incrementAndGet();
    waits.waited(answer, System.nanoTime() - cameAt);
  }
}
