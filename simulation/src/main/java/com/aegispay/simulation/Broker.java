package com.aegispay.simulation;

import com.aegispay.relay.Manifest;
import com.aegispay.relay.OutboxRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's own side: a topic as readers of committed records see it, and the transactions of the one
 * producer that writes to it. A newer producer fences the older ones; a transaction whose commit
 * was accepted is completed, whatever becomes of its producer.
 */
final class Broker {

  private enum Phase {
    OPEN,
    ACCEPTED,
    ENDED
  }

  /** What a producer sends and commits together. */
  static final class Transaction {
    private final long epoch;
    private final List<OutboxRow> rows;
    private final Manifest manifest;
    private Phase phase = Phase.OPEN;

    Transaction(long epoch, List<OutboxRow> rows, Manifest manifest) {
      this.epoch = epoch;
      this.rows = rows;
      this.manifest = manifest;
    }
  }

  final List<OutboxRow> log = new ArrayList<>();
  final World.Bell logGrew = new World.Bell();

  private final World world;
  private final Map<String, Long> sequences = new HashMap<>();
  private @Nullable Manifest manifest;
  private @Nullable Transaction current;
  private long epoch;

  Broker(World world) {
    this.world = world;
  }

  /** A producer comes: the ones before it are fenced, and what they left is settled. */
  long open() {
    if (current != null) {
      if (current.phase == Phase.ACCEPTED) {
        complete(current);
      }
      current = null;
    }
    return ++epoch;
  }

  boolean isFenced(long producer) {
    return producer != epoch;
  }

  void begin(Transaction transaction) {
    current = transaction;
  }

  /** Accepts a commit; its records are seen a little later. False for a fenced producer. */
  boolean commit(Transaction transaction, Runnable done) {
    if (isFenced(transaction.epoch)) {
      return false;
    }
    transaction.phase = Phase.ACCEPTED;
    world.in(
        world.between(100, 20_000),
        () -> {
          complete(transaction);
          done.run();
        });
    return true;
  }

  private void complete(Transaction transaction) {
    if (transaction.phase != Phase.ACCEPTED) {
      return;
    }
    transaction.phase = Phase.ENDED;
    for (OutboxRow row : transaction.rows) {
      long last = sequences.getOrDefault(row.subject(), 0L);
      if (row.sequence() != last + 1) {
        world.violated("published %s %d after %d".formatted(row.subject(), row.sequence(), last));
      }
      sequences.put(row.subject(), row.sequence());
      log.add(row);
    }
    manifest = transaction.manifest;
    world.note(
        () -> "published batch " + transaction.manifest.batch() + " of " + transaction.rows.size());
    world.ring(logGrew);
  }

  @Nullable Manifest lastManifest() {
    return manifest;
  }
}
