package com.aegispay.simulation;

import com.aegispay.outbox.DeadLetter;
import com.aegispay.outbox.DeadLetters;
import com.aegispay.outbox.Positions;
import com.aegispay.outbox.Progress;
import com.aegispay.outbox.ReceivedEvent;
import com.aegispay.outbox.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;

/**
 * A consuming service's database: how far it has applied each payment, and what it made of it. A
 * stored position is locked until its transaction ends, and the first one of a payment is unique.
 */
final class ConsumerTables {

  private record Position(long upto, String missing) {}

  /** What is applied of a payment. */
  static final class Effect {
    final List<Long> sequences = new ArrayList<>();
    String totals = "";
  }

  /** What is under way. */
  private static final class Transaction {
    private final Map<Subject, Progress> progress = new TreeMap<>();
    private final List<ReceivedEvent> applied = new ArrayList<>();
    private boolean ended;
  }

  final Map<String, Effect> effects = new HashMap<>();

  private final World world;
  private final String service;
  private final Map<Subject, Position> positions = new HashMap<>();
  private final Map<Subject, Transaction> locks = new HashMap<>();
  private final World.Bell unlocked = new World.Bell();

  ConsumerTables(World world, String service) {
    this.world = world;
    this.service = service;
  }

  /** A process' way to the tables; it has one transaction at a time. */
  final class Connection implements Positions, DeadLetters, PlatformTransactionManager {
    private final Nature nature;
    private final Life life;
    private @Nullable Transaction transaction;

    Connection(Nature nature, Life life) {
      this.nature = nature;
      this.life = life;
      life.atDeath(
          () -> {
            if (transaction != null) {
              end(transaction);
            }
          });
    }

    private Transaction current() {
      return Objects.requireNonNull(transaction, "no transaction");
    }

    @Override
    public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
      nature.step(life);
      transaction = new Transaction();
      return new SimpleTransactionStatus(true);
    }

    @Override
    public Map<Subject, Progress> lock(Collection<Subject> subjects) {
      nature.storeCall(life);
      Map<Subject, Progress> found = new TreeMap<>();
      for (Subject subject : new TreeSet<>(subjects)) {
        while (locks.containsKey(subject) && positions.containsKey(subject)) {
          boolean _ = world.await(unlocked, Long.MAX_VALUE);
        }
        Position position = positions.get(subject);
        if (position != null) {
          locks.put(subject, current());
        }
        found.put(
            subject,
            position == null
                ? Progress.of(0, null, false)
                : Progress.of(position.upto(), position.missing(), false));
      }
      return found;
    }

    @Override
    public Progress lockPastLetters(Subject subject) {
      throw new UnsupportedOperationException("nothing is buried here");
    }

    @Override
    public void save(Map<Subject, Progress> progress) {
      nature.storeCall(life);
      for (Map.Entry<Subject, Progress> entry : progress.entrySet()) {
        if (!entry.getValue().changed()) {
          continue;
        }
        if (!entry.getValue().stored()) {
          takeFirst(entry.getKey());
        }
        current().progress.put(entry.getKey(), entry.getValue());
      }
    }

    private void takeFirst(Subject subject) {
      while (locks.containsKey(subject) && !positions.containsKey(subject)) {
        boolean _ = world.await(unlocked, Long.MAX_VALUE);
      }
      if (positions.containsKey(subject)) {
        throw new ConcurrencyFailureException("a rival applied the first event of " + subject);
      }
      locks.put(subject, current());
    }

    /** What the service does about events. */
    void apply(List<ReceivedEvent> events) {
      nature.storeCall(life);
      current().applied.addAll(events);
    }

    @Override
    public void commit(TransactionStatus status) {
      Transaction committing = current();
      try {
        nature.storeChange(
            life,
            () -> {
              if (!committing.ended) {
                write(committing);
                end(committing);
              }
              return true;
            });
      } catch (DataAccessException broken) {
        // Where the connection broke before the commit arrived, the server rolls back.
        end(committing);
        throw broken;
      }
    }

    @Override
    public void rollback(TransactionStatus status) {
      end(current());
    }

    @Override
    public void bury(DeadLetter letter) {
      world.violated(service + " buries " + letter.subject() + ": " + letter.error());
    }

    @Override
    public boolean resolve(String merchantId, String id, String resolution) {
      throw new UnsupportedOperationException("nothing is buried here");
    }
  }

  private void write(Transaction transaction) {
    Map<Subject, Position> changed = new LinkedHashMap<>();
    transaction.progress.forEach(
        (subject, progress) ->
            changed.put(subject, new Position(progress.upto(), progress.missing())));
    positions.putAll(changed);
    for (ReceivedEvent event : transaction.applied) {
      Effect effect = effects.computeIfAbsent(event.subject(), _ -> new Effect());
      if (event.sequence() != effect.sequences.size() + 1) {
        world.violated(
            "%s applied %s %d after %s"
                .formatted(service, event.subject(), event.sequence(), effect.sequences));
      }
      effect.sequences.add(event.sequence());
      effect.totals = event.body();
    }
  }

  private void end(Transaction transaction) {
    transaction.ended = true;
    if (locks.values().removeIf(holder -> holder == transaction)) {
      world.ring(unlocked);
    }
  }
}
