package com.aegispay.starter;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The first thing that a stopping service does: it says that it is not ready, and goes on taking
 * requests for as long as those who route to it need to hear that. Then the web server takes no
 * more and lets those in flight finish, and after it whatever they need is stopped.
 */
final class Drain implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private final ApplicationContext context;
  private final Duration announced;
  private volatile boolean running;

  Drain(ApplicationContext context, Duration announced) {
    this.context = context;
    this.announced = announced;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
    LOG.info("not ready any more; requests are taken for another {} ms", announced.toMillis());
    try {
      // Nothing counts it down: it is a wait that an interrupt ends.
      var _ = new CountDownLatch(1).await(announced.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stopped before the web server, whose graceful shutdown is the first of Boot's own. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
