package com.aegispay.simulation;

import com.aegispay.relay.Carrier;
import com.aegispay.relay.Ends;
import com.aegispay.relay.Manifest;
import com.aegispay.relay.ManifestTopic;
import com.aegispay.relay.OutboxRow;
import com.aegispay.relay.OutboxTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A relay process' way from the outbox to Kafka. */
final class SimulatedEnds implements Ends {

  /** Who may carry: the session that has it, for as long as the session is. */
  static final class Lease {
    private final World.Bell free = new World.Bell();
    private @Nullable Session holder;
  }

  private final Nature nature;
  private final World world;
  private final Life life;
  private final Database database;
  private final Broker broker;
  private final Lease lease;
  private @Nullable Session session;

  SimulatedEnds(Nature nature, Life life, Database database, Broker broker, Lease lease) {
    this.nature = nature;
    this.world = nature.world();
    this.life = life;
    this.database = database;
    this.broker = broker;
    this.lease = lease;
    life.atDeath(() -> world.in(world.between(1_000, 10_000_000), this::sessionEnds));
  }

  private void sessionEnds() {
    if (session != null) {
      session.cut();
    }
  }

  @Override
  public OutboxTable connect() {
    nature.storeCall(life);
    Session opened = new Session();
    session = opened;
    return opened;
  }

  @Override
  public void pause(long ms, CountDownLatch stopped) {
    Session mine = session;
    if (mine != null && mine.connected && lease.holder != null) {
      if (lease.holder != mine) {
        boolean _ = world.await(lease.free, Long.MAX_VALUE);
      } else if (database.outbox.isEmpty()) {
        boolean _ = world.await(database.outboxGrew, Long.MAX_VALUE);
      }
    }
    world.rest(world.between(ms * 500, ms * 1000));
  }

  /** A connection to the outbox's database. */
  private final class Session implements OutboxTable {
    private boolean connected = true;

    /** The server sees no client any more. */
    void cut() {
      connected = false;
      if (lease.holder == this) {
        lease.holder = null;
        world.note(() -> life.name() + " loses the lease");
        world.ring(lease.free);
      }
    }

    private void call() {
      nature.storeCall(life);
      if (lease.holder == this && world.chance(nature.weather().takeOver())) {
        cut();
      }
      if (!connected) {
        throw Nature.away();
      }
    }

    private void mustLead() {
      if (lease.holder != this) {
        world.violated(life.name() + " carries without the lease");
      }
    }

    @Override
    public boolean takeLease() {
      call();
      if (lease.holder == null) {
        lease.holder = this;
        world.note(() -> life.name() + " takes the lease");
      }
      return lease.holder == this;
    }

    @Override
    public List<OutboxRow> read(int limit, Manifest onItsWay) {
      call();
      mustLead();
      return database.outbox.values().stream()
          .filter(row -> !onItsWay.ids().contains(row.id()))
          .limit(limit)
          .toList();
    }

    @Override
    public int delete(Manifest manifest) {
      call();
      mustLead();
      int deleted = 0;
      for (int i = 0; i < manifest.ids().size(); i++) {
        OutboxRow row = database.outbox.get(manifest.ids().get(i));
        if (row != null && row.eventId().equals(manifest.eventIds().get(i))) {
          database.outbox.remove(row.id());
          deleted++;
        }
      }
      if (world.chance(nature.weather().answerLost())) {
        throw Nature.away();
      }
      return deleted;
    }

    @Override
    public int park(OutboxRow row, String reason) {
      throw new UnsupportedOperationException("Kafka takes every row here");
    }

    @Override
    public Backlog backlog() {
      return new Backlog(database.outbox.size(), 0, 0, 0);
    }

    @Override
    public void close() {
      cut();
    }
  }

  @Override
  public ManifestTopic manifests() {
    return new ManifestTopic() {
      @Override
      public void create() {
        nature.step(life);
      }

      @Override
      public Optional<Manifest> last() {
        nature.storeCall(life);
        return Optional.ofNullable(broker.lastManifest());
      }
    };
  }

  @Override
  public Carrier open() {
    nature.storeCall(life);
    return new Producer(broker.open());
  }

  private final class Producer implements Carrier {
    private final long epoch;
    private Broker.@Nullable Transaction transaction;

    Producer(long epoch) {
      this.epoch = epoch;
    }

    /** The process stands still for so long that its session ends, and knows nothing of it. */
    private void mayFallBehind() {
      nature.step(life);
      if (world.chance(nature.weather().takeOver())) {
        sessionEnds();
        world.rest(world.between(100_000, 30_000_000));
      }
    }

    @Override
    public void send(List<OutboxRow> rows, Manifest manifest) {
      mayFallBehind();
      if (world.chance(nature.weather().storeAway())) {
        throw new NotCarried(new TimeoutException("no broker"));
      }
      world.rest(world.between(100, 5_000));
      if (broker.isFenced(epoch)) {
        throw new NotCarried(new ProducerFencedException("a newer relay came"));
      }
      transaction = new Broker.Transaction(epoch, new ArrayList<>(rows), manifest);
      broker.begin(transaction);
    }

    @Override
    public void commit() {
      mayFallBehind();
      Broker.Transaction sent = Objects.requireNonNull(transaction);
      var answered = new World.Bell();
      var fenced = new AtomicLong();
      boolean heard = !world.chance(nature.weather().answerLost());
      world.in(
          world.chance(nature.weather().late())
              ? world.between(1_000_000, 20_000_000)
              : world.between(100, 3_000),
          () -> {
            if (!broker.commit(sent, () -> world.ring(answered))) {
              fenced.set(1);
              world.ring(answered);
            }
          });
      boolean inTime = world.await(answered, 10_000_000);
      nature.step(life);
      if (fenced.get() == 1) {
        throw new NotCarried(new ProducerFencedException("a newer relay came"));
      }
      if (!inTime || !heard) {
        throw new NotCarried(new TimeoutException("no answer"));
      }
    }

    @Override
    public void close() {
      // The next producer settles what is left.
    }
  }
}
