package com.aegispay.simulation;

import com.aegispay.payments.gateway.GatewayAnswer;
import com.aegispay.payments.payment.Attempt;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Funds;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentHistory;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.store.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What must hold after every change of the database and of a gateway's books, and at the end. */
final class Invariants {

  private final World world;
  private final Map<String, House> houses = new HashMap<>();
  private final Map<PaymentId, List<House.Charge>> charges = new HashMap<>();
  private @Nullable Database database;

  Invariants(World world) {
    this.world = world;
  }

  void watch(Database all, Collection<House> gateways) {
    database = all;
    gateways.forEach(house -> houses.put(house.name, house));
  }

  private Database database() {
    return Objects.requireNonNull(database);
  }

  private void holds(boolean condition, String otherwise, Object about) {
    if (!condition) {
      world.violated(otherwise + ": " + about);
    }
  }

  /** After a commit. */
  void committed(Change change, Database.Stored stored) {
    Payment now = stored.payment;
    holds(PaymentHistory.replay(stored.events).equals(now), "state is not the replay", now.id());
    holds(now.version() == stored.events.size(), "a sequence has a gap or a fork", now.id());
    Funds funds = now.funds();
    holds(!funds.captured().exceeds(funds.authorized()), "captured > authorised", now.id());
    holds(!funds.refunded().exceeds(funds.captured()), "refunds > captured", now.id());
    Payment before = change.before();
    for (Attempt attempt : now.attempts()) {
      if (!attempt.isOpen()
          && (before == null || before.attempt(attempt.id()).filter(a -> !a.isOpen()).isEmpty())) {
        ended(attempt);
      }
    }
  }

  /** An attempt ends as its gateway says, and in no other way. */
  private void ended(Attempt attempt) {
    House house = Objects.requireNonNull(houses.get(attempt.gateway()));
    GatewayAnswer says =
        house.denied.contains(attempt.id()) ? null : house.answers.get(attempt.id());
    boolean agreed =
        switch (attempt.progress()) {
          // What came back while the approval was being written is told afterwards.
          case APPROVED -> says instanceof GatewayAnswer.Approved || House.RETURNED.equals(says);
          case DECLINED -> says instanceof GatewayAnswer.Declined;
          case FAILED -> says == null || says instanceof GatewayAnswer.SoftFailure;
          case ABANDONED -> house.challenged.contains(attempt.id());
          case STARTED, REQUIRES_ACTION, UNKNOWN, STRAY, REVERSED -> true;
        };
    holds(
        agreed,
        "an attempt ended as " + attempt.progress() + " but its gateway says " + says,
        attempt.id());
  }

  /** Whether an attempt refunds what a merchant or the platform wants to give back. */
  boolean givesBack(AttemptId attempt) {
    Database.AttemptRow row = database().attempts.get(attempt);
    return row != null && (row.kind == Attempt.Kind.REFUND || row.kind == Attempt.Kind.REVERSE);
  }

  /** A gateway is about to act on an attempt for the first time. */
  void asked(House house, AttemptId attempt, Attempt.Kind kind) {
    Database.AttemptRow row = database().attempts.get(attempt);
    if (row == null || !row.gateway.equals(house.name)) {
      world.violated("a gateway was asked for what was not written down: " + attempt);
      return;
    }
    Payment payment = stored(row).payment;
    if (kind == Attempt.Kind.AUTHORIZE) {
      holds(
          payment.attempts().stream()
              .filter(other -> other.kind() == Attempt.Kind.AUTHORIZE)
              .filter(Attempt::isOpen)
              .allMatch(other -> other.id().equals(attempt)),
          "another gateway was asked while an attempt is open",
          payment.id());
    }
  }

  /** A gateway has acted. */
  void acted(House house, AttemptId attempt, GatewayAnswer answer) {
    if (!(answer instanceof GatewayAnswer.Approved(String reference))) {
      return;
    }
    Database.AttemptRow row = database().attempts.get(attempt);
    if (row == null) {
      return;
    }
    Payment payment = stored(row).payment;
    holds(
        isOpen(payment, attempt) || house.challenged.contains(attempt),
        "a gateway approved what had ended here",
        attempt);
    House.Charge charge = house.charges.get(reference);
    if (charge != null && charge.attempt.equals(attempt)) {
      List<House.Charge> all = charges.computeIfAbsent(payment.id(), _ -> new ArrayList<>());
      all.add(charge);
      holds(
          all.stream()
                  .filter(House.Charge::live)
                  .filter(one -> !isStray(payment, one.attempt))
                  .count()
              <= 1,
          "a customer's money is held or taken twice",
          payment.id());
    }
  }

  private static boolean isOpen(Payment payment, AttemptId attempt) {
    return payment.attempt(attempt).filter(Attempt::isOpen).isPresent();
  }

  /** A customer came to a challenge that was given up: what was taken is given back. */
  private static boolean isStray(Payment payment, AttemptId attempt) {
    return payment
        .attempt(attempt)
        .filter(
            known ->
                switch (known.progress()) {
                  case ABANDONED, FAILED, DECLINED, STRAY, REVERSED -> true;
                  case STARTED, REQUIRES_ACTION, UNKNOWN, APPROVED -> false;
                })
        .isPresent();
  }

  private Database.Stored stored(Database.AttemptRow row) {
    return Objects.requireNonNull(database().payments.get(row.payment));
  }

  /** When nothing is left to do. */
  void atTheEnd() {
    for (Database.Stored stored : database().payments.values()) {
      Payment payment = stored.payment;
      payment.openAttempt().ifPresent(open -> world.violated("open for ever: " + open.id()));
      holds(payment.strays().isEmpty(), "never given back", payment.id());
      holds(payment.abandoned().isEmpty(), "never withdrawn", payment.id());
      books(payment);
    }
    database()
        .keys
        .forEach(
            (key, claimed) ->
                holds(claimed.answer().isPresent(), "a key never got its answer", key));
    houses.values().forEach(this::nobodyWaits);
    holds(database().outbox.isEmpty(), "rows stay in the outbox", database().outbox.keySet());
  }

  private void nobodyWaits(House house) {
    house.challenged.forEach(
        attempt ->
            holds(
                !(house.answers.get(attempt) instanceof GatewayAnswer.NeedsCustomer),
                "a gateway waits for a customer for ever",
                attempt));
  }

  private void books(Payment payment) {
    AttemptId holder = payment.authorization().map(Attempt::id).orElse(null);
    Funds funds = payment.funds();
    boolean found = holder == null;
    for (House.Charge charge : charges.getOrDefault(payment.id(), List.of())) {
      if (charge.attempt.equals(holder)) {
        found = true;
        holds(
            charge.captured == funds.captured().minor()
                && charge.refunded == funds.refunded().minor()
                && charge.released == funds.released().minor(),
            "the gateway's books differ",
            payment.id());
      } else {
        holds(!charge.live(), "money that no payment counts", charge.attempt);
      }
    }
    holds(found, "authorised here and at no gateway", payment.id());
  }
}
