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
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Kills a process of the fleet where it was drawn to die, and starts it again. */
final class Executioner implements Scaffold.Hand {

  private static final Duration STEP_LIMIT = Duration.ofSeconds(45);

  /** What it needs may be down at the same time; an orchestrator tries again as well. */
  private static final int STARTS = 10;

  private static final String DISARM = "NOWHERE 1";

  private final Fleet fleet;
  private final Caller caller;
  private final WebhookReceiver webhooks;
  private final Consumer<Kill> told;

  /**
   * @param told of each kill, when the victim does its work again
   */
  Executioner(Fleet fleet, Caller caller, WebhookReceiver webhooks, Consumer<Kill> told) {
    this.fleet = fleet;
    this.caller = caller;
    this.webhooks = webhooks;
    this.told = told;
  }

  @Override
  public Set<String> mayStrike(Sentence sentence) {
    return candidates(sentence).stream().map(Node::name).collect(Collectors.toUnmodifiableSet());
  }

  /** A relay's steps are come to by whichever instance leads then, so all of them wait for it. */
  private List<Node> candidates(Sentence sentence) {
    Casualty casualty = sentence.casualty();
    List<Node> instances = fleet.nodesOf(casualty.victim());
    return casualty.victim().equals("outbox-relay")
        ? instances
        : List.of(instances.get(sentence.lot() % instances.size()));
  }

  /** Returns when what was killed does its work again. */
  @Override
  public Kill carryOut(Sentence sentence) throws IOException, InterruptedException {
    Casualty casualty = sentence.casualty();
    List<Node> candidates = candidates(sentence);
    Node drawn = candidates.get(sentence.lot() % candidates.size());
    Node victim = drawn;
    boolean reached = true;
    if (casualty.atMoment()) {
      TimeUnit.MILLISECONDS.sleep(sentence.momentMs());
    } else if (casualty.seenByReceiver()) {
      reached = awaitWebhook(casualty, sentence.arrival());
    } else {
      @Nullable Node first = awaitStep(candidates, casualty.step() + " " + sentence.arrival());
      reached = first != null;
      victim = first == null ? drawn : first;
    }
    int inFlight = caller.inFlight();
    Instant at = Instant.now();
    victim.kill();
    revive(victim);
    Duration away = Duration.between(at, Instant.now());
    for (Node candidate : candidates) {
      // A second one came to the step before it was told not to die there.
      if (candidate instanceof JvmNode jvm && jvm.endsWithin(Duration.ZERO)) {
        revive(jvm);
      }
    }
    var kill = new Kill(sentence.number(), casualty, victim.name(), reached, inFlight, at, away);
    told.accept(kill);
    return kill;
  }

  /** The first instance that dies there; null when none comes to it in time. */
  private static @Nullable Node awaitStep(List<Node> candidates, String order)
      throws InterruptedException {
    List<JvmNode> armed = candidates.stream().map(JvmNode.class::cast).toList();
    armed.forEach(service -> service.order(order));
    @Nullable JvmNode first = JvmNode.firstToEnd(armed, STEP_LIMIT);
    armed.forEach(service -> service.order(DISARM));
    return first;
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

  private static void revive(Node node) throws IOException {
    for (int tried = 1; ; tried++) {
      try {
        node.start();
        return;
      } catch (IOException e) {
        if (tried == STARTS) {
          throw e;
        }
      }
    }
  }
}
