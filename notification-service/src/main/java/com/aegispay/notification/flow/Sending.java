package com.aegispay.notification.flow;

import com.aegispay.notification.store.Claim;
import com.aegispay.notification.store.SendingQueue;
import com.aegispay.outbox.Trouble;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes from the queue and sends, each delivery on a virtual thread of its own. It looks when it is
 * woken (something was committed, a place became free) and otherwise at every interval.
 *
 * <p>A stop takes nothing more and waits for what is under way as long as the platform lets it.
 */
@Component
public class Sending implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

  /**
   * How much at a time.
   *
   * @param atOnce deliveries under way in this process
   * @param perEndpoint deliveries under way to one endpoint, over all processes
   * @param lease longer than an attempt and its recording can take
   * @param interval how often to look without being woken
   */
  public record Pace(int atOnce, int perEndpoint, Duration lease, Duration interval) {}

  private final SendingQueue queue;
  private final SendWebhook sender;
  private final InstantSource clock;
  private final Pace pace;
  private final String service;
  private final Semaphore places;
  private final Semaphore wakes = new Semaphore(0);
  private volatile boolean running;
  private @Nullable Thread loop;

  public Sending(
      SendingQueue queue,
      SendWebhook sender,
      InstantSource clock,
      Pace pace,
      @Value("${spring.application.name}") String service) {
    this.queue = queue;
    this.sender = sender;
    this.clock = clock;
    this.pace = pace;
    this.service = service;
    this.places = new Semaphore(pace.atOnce());
  }

  /** There may be something to send now. */
  public void wake() {
    wakes.release();
  }

  @Override
  public void start() {
    running = true;
    loop = Thread.ofVirtual().name("webhook-queue").start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    wake();
    try {
      Thread looking = loop;
      if (looking != null) {
        looking.join();
      }
      if (!places.tryAcquire(pace.atOnce(), pace.lease().toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("stopped in the middle of attempts; they are made again when their leases end");
        return;
      }
      places.release(pace.atOnce());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    MDC.put("service", service);
    try {
      while (running) {
        // First: who wakes us while we look has committed something that we may not have seen.
        int _ = wakes.drainPermits();
        startDue();
        boolean _ = wakes.tryAcquire(pace.interval().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void startDue() {
    int free = places.availablePermits();
    if (free == 0) {
      return;
    }
    List<Claim> claims;
    try {
      claims = queue.claim(clock.instant(), free, pace.perEndpoint(), pace.lease());
    } catch (RuntimeException e) {
      // Of whatever kind: this loop is the only one, and a defect must not end it.
      LOG.warn("the queue of webhooks cannot be read now: {}", Trouble.describe(e));
      return;
    }
    for (Claim claim : claims) {
      places.acquireUninterruptibly();
      var _ = Thread.ofVirtual().name(claim.deliveryId()).start(() -> attempt(claim));
    }
  }

  private void attempt(Claim claim) {
    MDC.put("service", service);
    MDC.put("merchant_id", claim.webhook().merchantId());
    try {
      sender.send(claim);
    } catch (RuntimeException e) {
      LOG.warn(
          "the outcome of {} attempt {} is not written down; it is made again when its lease ends: {}",
          claim.deliveryId(),
          claim.attempt(),
          Trouble.describe(e));
    } finally {
      places.release();
      wake();
    }
  }
}
