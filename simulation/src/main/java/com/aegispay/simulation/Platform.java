package com.aegispay.simulation;

import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.store.DuePayments;
import com.aegispay.payments.store.OpenAttempts.Due;
import com.aegispay.relay.RelayProperties;
import com.aegispay.relay.SourceReader;
import com.aegispay.relay.SourceStatus;
import com.aegispay.relay.Steps;
import com.aegispay.starter.id.Ids;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;

/** Everything that runs, and starts again when it died. */
final class Platform {

  private static final int NODES = 2;
  private static final CompositeMeterRegistry UNMEASURED = new CompositeMeterRegistry();
  private static final SourceStatus STATUS = new SourceStatus("payment", UNMEASURED);
  private static final RelayProperties RELAY =
      new RelayProperties(Map.of(), "outbox", Duration.ofMillis(100), 10);

  private final World world;
  private final Nature nature;
  private final Ids ids;
  private final Invariants invariants;
  private final Database database;
  private final Broker broker;
  private final Promises promises;
  private final Operator operator;
  private final List<House> houses = new ArrayList<>();
  private final List<PaymentNode> nodes = new ArrayList<>();
  private final List<ConsumerGroup> groups = new ArrayList<>();
  private final SimulatedEnds.Lease lease = new SimulatedEnds.Lease();
  private boolean sweepsAgain;

  Platform(World world) {
    this.world = world;
    this.nature = new Nature(world);
    this.ids = new Ids(world.clock(), new Lots(world));
    this.invariants = new Invariants(world);
    this.database = new Database(world, invariants);
    this.broker = new Broker(world);
    this.promises = new Promises(world);
    for (String name : List.of("alpha", "beta", "gamma")) {
      House house = new House(name, nature, invariants);
      new Webhooks(this, house).begin();
      houses.add(house);
    }
    invariants.watch(database, houses);
    database.whenDue(this::sweepAt);
    this.operator = new Operator(this);
    database.whenLeft(attempt -> operator.lookAt(attempt, house(attempt)));
    groups.add(new ConsumerGroup("ledger", nature, broker));
    groups.add(new ConsumerGroup("webhooks", nature, broker));
  }

  World world() {
    return world;
  }

  Nature nature() {
    return nature;
  }

  Promises promises() {
    return promises;
  }

  Operator operator() {
    return operator;
  }

  Database database() {
    return database;
  }

  void begin() {
    for (int i = 0; i < NODES; i++) {
      keep("payment-" + i, this::paymentNode);
      keep("relay-" + i, this::relay);
      for (int group = 0; group < groups.size(); group++) {
        keep("consumer-" + group + "-" + i, groups.get(group)::join);
      }
    }
  }

  /** Starts a process, and starts it again some time after its death. */
  private void keep(String name, Consumer<Life> start) {
    Life life = new Life(name);
    life.atDeath(() -> world.in(world.between(500_000, 60_000_000), () -> keep(name, start)));
    start.accept(life);
  }

  private void paymentNode(Life life) {
    PaymentNode node = new PaymentNode(nature, life, database, houses, ids);
    nodes.add(node);
    life.atDeath(
        () -> {
          nodes.remove(node);
          sweepAgain();
        });
  }

  private void relay(Life life) {
    var ends = new SimulatedEnds(nature, life, database, broker, lease);
    world.start(life, new SourceReader(ends, RELAY, STATUS, Steps.UNOBSERVED));
  }

  private House house(AttemptId attempt) {
    String gateway = Objects.requireNonNull(database.attempts.get(attempt)).gateway;
    return houses.stream().filter(house -> house.name.equals(gateway)).findFirst().orElseThrow();
  }

  /** Sweepers look often; here they look when there is something to see. */
  private void sweepAt(Instant due) {
    world.at(due.plusMillis(world.any(500)), this::sweep);
  }

  private void sweep() {
    if (nodes.isEmpty()) {
      sweepAgain();
      return;
    }
    PaymentNode node = nodes.get(world.any(nodes.size()));
    world.start(
        node.life,
        () -> {
          try {
            for (Due due : node.doubt.take()) {
              world.start(node.life, () -> node.doubt.settleOne(due));
            }
            for (DuePayments.Due due : node.duties.take()) {
              world.start(node.life, () -> node.duties.doOne(due));
            }
          } catch (DataAccessException away) {
            sweepAgain();
          }
        });
  }

  /** What was due may not have been taken. */
  private void sweepAgain() {
    if (!sweepsAgain) {
      sweepsAgain = true;
      world.in(
          500_000,
          () -> {
            sweepsAgain = false;
            sweep();
          });
    }
  }

  /**
   * Asks one of payment-service's processes, over a network: empty when there is no answer,
   * whatever was done.
   */
  <T> Optional<T> call(Life caller, Function<PaymentNode, T> question) {
    world.rest(world.between(500, 20_000));
    if (nodes.isEmpty() || !caller.alive()) {
      return Optional.empty();
    }
    PaymentNode node = nodes.get(world.any(nodes.size()));
    var answered = new World.Bell();
    var answer = new ArrayList<T>(1);
    world.start(
        node.life,
        () -> {
          try {
            answer.add(question.apply(node));
          } catch (DataAccessException away) {
            world.note(() -> "a request fails: " + away.getMessage());
          }
          world.ring(answered);
        });
    node.life.atDeath(() -> world.ring(answered));
    boolean _ = world.await(answered, 120_000_000);
    boolean heard = !world.chance(nature.weather().answerLost());
    return heard && !answer.isEmpty() ? Optional.of(answer.getFirst()) : Optional.empty();
  }

  /** When everything is well and nothing is left to do. */
  void atTheEnd() {
    invariants.atTheEnd();
    promises.atTheEnd(database);
    for (ConsumerGroup group : groups) {
      database.payments.forEach(
          (id, stored) -> {
            ConsumerTables.Effect effect = group.tables.effects.get(id.value());
            var funds = stored.payment.funds();
            String totals = funds.captured().minor() + "," + funds.refunded().minor();
            if (effect == null
                || effect.sequences.size() != stored.events.size()
                || !effect.totals.equals(totals)) {
              world.violated(
                  "a consumer did not see all of %s: %s of %d, %s of %s"
                      .formatted(
                          id,
                          effect == null ? "nothing" : effect.sequences,
                          stored.events.size(),
                          effect == null ? "nothing" : effect.totals,
                          totals));
            }
          });
    }
  }
}
