package com.aegispay.lab.crash;

import com.aegispay.lab.fleet.Fleet;
import com.aegispay.lab.fleet.JvmNode;
import com.aegispay.lab.fleet.Node;
import com.aegispay.lab.load.Caller;
import com.aegispay.lab.load.WebhookReceiver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Kills a process of the fleet where it was drawn to die, and starts it again. */
final class Executioner {

  private static final Duration STEP_LIMIT = Duration.ofSeconds(10);
  private static final int LATEST_MOMENT_MS = 1_500;
  private static final int LATEST_ARRIVAL = 3;

  private final Fleet fleet;
  private final Caller caller;
  private final WebhookReceiver webhooks;
  private final Runnable settlementRun;
  private final RandomGenerator random;

  /**
   * @param settlementRun orders a settlement run
   */
  Executioner(
      Fleet fleet,
      Caller caller,
      WebhookReceiver webhooks,
      Runnable settlementRun,
      RandomGenerator random) {
    this.fleet = fleet;
    this.caller = caller;
    this.webhooks = webhooks;
    this.settlementRun = settlementRun;
    this.random = random;
  }

  /** Returns when what was killed does its work again. */
  Kill carryOut(int number, Casualty casualty) throws IOException, InterruptedException {
    Node victim = fleet.node(nodeOf(casualty.victim()));
    // Drawn in any case, so that a seed draws the same whatever is reached.
    int momentMs = random.nextInt(LATEST_MOMENT_MS);
    int arrival = random.nextInt(1, LATEST_ARRIVAL + 1);
    boolean reached = true;
    if (casualty.atMoment()) {
      TimeUnit.MILLISECONDS.sleep(momentMs);
    } else if (casualty.seenByReceiver()) {
      reached = awaitWebhook(casualty, arrival);
    } else {
      JvmNode service = (JvmNode) victim;
      service.order(casualty.step() + " " + arrival);
      if (casualty.needsSettlementRun()) {
        settlementRun.run();
      }
      reached = service.endsWithin(STEP_LIMIT);
    }
    int inFlight = caller.inFlight();
    Instant at = Instant.now();
    victim.kill();
    victim.start();
    return new Kill(
        number,
        casualty,
        victim.name(),
        reached,
        inFlight,
        at,
        Duration.between(at, Instant.now()));
  }

  private boolean awaitWebhook(Casualty casualty, int arrival) throws InterruptedException {
    var left = new AtomicInteger(arrival);
    var seen = new CountDownLatch(1);
    webhooks.watch(
        moment -> {
          if (casualty.atWebhook(moment) && left.decrementAndGet() == 0) {
            seen.countDown();
          }
        });
    try {
      return seen.await(STEP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      webhooks.watch(_ -> {});
    }
  }

  private String nodeOf(String victim) {
    List<String> instances = fleet.instancesOf(victim);
    return instances.isEmpty() ? victim : instances.get(random.nextInt(instances.size()));
  }
}
