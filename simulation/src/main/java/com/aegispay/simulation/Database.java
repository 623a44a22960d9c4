package com.aegispay.simulation;

import com.aegispay.payments.payment.Attempt;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Duty;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentEvent;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.store.Change;
import com.aegispay.payments.store.Committed;
import com.aegispay.payments.store.IdempotencyRecords.Claimed;
import com.aegispay.relay.OutboxRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What payment-service has in PostgreSQL, with the promises of PostgreSQL: a change is written
 * whole or not at all, a payment's sequence and an idempotency key are unique, a rival waits for
 * the row that another is writing.
 */
final class Database {

  /** A payment with its history. */
  static final class Stored {
    final List<PaymentEvent> events = new ArrayList<>();
    Payment payment;
    @Nullable Instant dueAt;

    Stored(Payment payment) {
      this.payment = payment;
    }
  }

  /** A row of the table of attempts. */
  static final class AttemptRow {
    final MerchantId merchant;
    final PaymentId payment;
    final Attempt.Kind kind;
    final String gateway;
    final @Nullable String key;
    final Instant startedAt;
    @Nullable Instant dueAt;
    int asked;

    AttemptRow(Payment payment, Attempt attempt, @Nullable String key) {
      this.merchant = payment.details().merchant();
      this.payment = payment.id();
      this.kind = attempt.kind();
      this.gateway = attempt.gateway();
      this.key = key;
      this.startedAt = attempt.startedAt();
    }
  }

  final Map<PaymentId, Stored> payments = new LinkedHashMap<>();
  final Map<AttemptId, AttemptRow> attempts = new LinkedHashMap<>();
  final Map<String, Claimed> keys = new HashMap<>();
  final TreeMap<Long, OutboxRow> outbox = new TreeMap<>();
  final World.Bell outboxGrew = new World.Bell();

  private final World world;
  private final Invariants invariants;
  private final Set<PaymentId> locked = new HashSet<>();
  private Consumer<Instant> whenDue = at -> {};
  private Consumer<AttemptId> whenLeft = attempt -> {};
  private long outboxIds;

  Database(World world, Invariants invariants) {
    this.world = world;
    this.invariants = invariants;
  }

  /** Is told of each time at which an attempt or a payment becomes due. */
  void whenDue(Consumer<Instant> listener) {
    whenDue = listener;
  }

  /** Is told of each attempt that is left to an operator. */
  void whenLeft(Consumer<AttemptId> listener) {
    whenLeft = listener;
  }

  void left(AttemptId attempt) {
    whenLeft.accept(attempt);
  }

  static String key(MerchantId merchant, boolean livemode, String key) {
    return merchant.value() + "/" + livemode + "/" + key;
  }

  /** Whether a rival is writing the payment. */
  boolean isLocked(PaymentId id) {
    return locked.contains(id);
  }

  /**
   * Executes a change's statement. What it has written becomes visible, and {@code done} is told,
   * at its commit, a little later.
   */
  void execute(Change change, List<OutboxRow> rows, Consumer<Committed> done) {
    PaymentId id = change.after().id();
    Stored stored = payments.get(id);
    long expected = change.before() == null ? 0 : change.before().version();
    long version = stored == null ? 0 : stored.payment.version();
    if (version != expected) {
      done.accept(Committed.OVERTAKEN);
      return;
    }
    String key = key(change);
    if (key != null && change.claim() != null && keys.containsKey(key)) {
      done.accept(Committed.KEY_TAKEN);
      return;
    }
    locked.add(id);
    long firstId = outboxIds + 1;
    outboxIds += rows.size();
    world.in(
        world.between(20, 500),
        () -> {
          locked.remove(id);
          done.accept(commit(change, rows, firstId));
        });
  }

  private Committed commit(Change change, List<OutboxRow> rows, long firstId) {
    String key = key(change);
    Change.Claim claim = change.claim();
    Change.Answer answer = change.answer();
    if (key != null && claim != null && keys.containsKey(key)) {
      return Committed.KEY_TAKEN;
    }
    Payment after = change.after();
    Stored stored = payments.computeIfAbsent(after.id(), _ -> new Stored(after));
    stored.events.addAll(change.events());
    stored.payment = after;
    due(stored, Duty.next(after).map(Duty::at).orElse(null));
    writeAttempts(change);
    if (key != null && claim != null) {
      keys.put(
          key,
          new Claimed(
              claim.fingerprint(),
              answer == null ? null : answer.status(),
              answer == null ? null : answer.body()));
    } else if (key != null && answer != null) {
      Claimed open = keys.get(key);
      if (open != null && open.status() == null) {
        if (answer.kept()) {
          keys.put(key, new Claimed(open.fingerprint(), answer.status(), answer.body()));
        } else {
          keys.remove(key);
        }
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      outbox.put(firstId + i, withId(rows.get(i), firstId + i));
    }
    if (!rows.isEmpty()) {
      world.ring(outboxGrew);
    }
    world.note(
        () -> after.id() + " v" + after.version() + " " + after.status() + " " + names(change));
    invariants.committed(change, stored);
    return Committed.DONE;
  }

  private static String names(Change change) {
    return change.events().stream().map(event -> event.getClass().getSimpleName()).toList()
        + " "
        + change.after().attempts().stream()
            .filter(
                attempt -> change.before() == null || !change.before().attempts().contains(attempt))
            .map(attempt -> attempt.id() + " " + attempt.kind() + " " + attempt.progress())
            .toList()
        + (change.answer() == null ? "" : " answers " + change.answer().status());
  }

  private static @Nullable String key(Change change) {
    var details = change.after().details();
    return change.key() == null ? null : key(details.merchant(), details.livemode(), change.key());
  }

  private void writeAttempts(Change change) {
    Payment before = change.before();
    for (Attempt attempt : change.after().attempts()) {
      if (before == null || !before.attempts().contains(attempt)) {
        AttemptRow row =
            attempts.computeIfAbsent(
                attempt.id(), _ -> new AttemptRow(change.after(), attempt, change.key()));
        due(row, attempt.awaitsGateway() ? change.askAgainAt() : null);
      }
    }
  }

  void due(Stored stored, @Nullable Instant at) {
    stored.dueAt = at;
    if (at != null) {
      whenDue.accept(at);
    }
  }

  void due(AttemptRow row, @Nullable Instant at) {
    row.dueAt = at;
    if (at != null) {
      whenDue.accept(at);
    }
  }

  private static OutboxRow withId(OutboxRow row, long id) {
    return new OutboxRow(
        id,
        row.topic(),
        row.subject(),
        row.sequence(),
        row.eventId(),
        row.type(),
        row.version(),
        row.merchantId(),
        row.body(),
        row.traceparent());
  }
}
