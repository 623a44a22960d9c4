package com.aegispay.simulation;

import com.aegispay.outbox.Inbox;
import com.aegispay.outbox.ReceivedEvent;
import com.aegispay.relay.OutboxRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A consuming service: its processes share one partition, of which one of them is the owner. An
 * owner that is taken for dead goes on with what it has in hand, beside its successor.
 */
final class ConsumerGroup {

  private static final int MOST_RECORDS = 20;

  final ConsumerTables tables;

  private final Nature nature;
  private final World world;
  private final Broker broker;
  private final World.Bell ownerChanged = new World.Bell();
  private @Nullable Life owner;
  private int committed;

  ConsumerGroup(String service, Nature nature, Broker broker) {
    this.nature = nature;
    this.world = nature.world();
    this.broker = broker;
    this.tables = new ConsumerTables(world, service);
  }

  int committed() {
    return committed;
  }

  /** A process of the service joins. */
  void join(Life life) {
    life.atDeath(() -> world.in(world.between(1_000, 10_000_000), () -> leave(life)));
    world.start(life, () -> consume(life));
  }

  private void leave(Life life) {
    if (owner == life) {
      owner = null;
      world.ring(ownerChanged);
    }
  }

  private void consume(Life life) {
    ConsumerTables.Connection connection = tables.new Connection(nature, life);
    Inbox inbox = new Inbox(connection, connection, new TransactionTemplate(connection));
    while (true) {
      while (owner != null && owner != life) {
        boolean _ = world.await(ownerChanged, Long.MAX_VALUE);
      }
      owner = life;
      lead(life, connection, inbox);
      world.rest(world.between(1_000, 100_000));
    }
  }

  private void lead(Life life, ConsumerTables.Connection connection, Inbox inbox) {
    int position = committed;
    while (owner == life) {
      if (position == broker.log.size()) {
        boolean _ = world.await(broker.logGrew, Long.MAX_VALUE);
        continue;
      }
      nature.step(life);
      int end = Math.min(broker.log.size(), position + 1 + world.any(MOST_RECORDS));
      List<ReceivedEvent> batch = new ArrayList<>();
      for (int offset = position; offset < end; offset++) {
        batch.add(received(broker.log.get(offset), offset));
      }
      if (world.chance(nature.weather().takeOver())) {
        leave(life);
      }
      try {
        Inbox.Receipt _ = inbox.receive(batch, connection::apply);
      } catch (org.springframework.dao.DataAccessException passing) {
        world.rest(world.between(200_000, 10_000_000));
        continue;
      }
      nature.step(life);
      position = end;
      if (owner == life && !world.chance(nature.weather().answerLost())) {
        committed = end;
      }
    }
  }

  private static ReceivedEvent received(OutboxRow row, int offset) {
    return new ReceivedEvent(
        row.topic(),
        0,
        offset,
        row.subject(),
        row.eventId(),
        row.type(),
        row.version(),
        row.sequence(),
        row.merchantId(),
        row.body(),
        row.traceparent());
  }
}
