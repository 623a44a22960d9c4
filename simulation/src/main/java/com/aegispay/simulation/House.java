package com.aegispay.simulation;

import com.aegispay.money.Money;
import com.aegispay.payments.gateway.FollowUp;
import com.aegispay.payments.gateway.GatewayAnswer;
import com.aegispay.payments.gateway.Inquiry;
import com.aegispay.payments.payment.Attempt.Kind;
import com.aegispay.payments.payment.AttemptId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's own side: its books, by attempt. It acts once on an attempt however often it is
 * asked, and on one that it denied to have seen it never acts any more.
 */
final class House {

  /** What is said of a refund that the customer's bank sent back. */
  static final GatewayAnswer RETURNED =
      new GatewayAnswer.Declined("refund_returned", null, "It came back.");

  /** A hold goes by itself, a day after the platform should have released it. */
  private static final long HOLD_MICROS = 8 * 86_400_000_000L;

  /**
   * Later than a challenge lasts; by itself it never ends here, the platform has to withdraw it.
   */
  private static final long LATEST_CUSTOMER_MICROS = 2_000_000_000L;

  /** Money of a card. */
  static final class Charge {
    final AttemptId attempt;
    final long authorized;
    long captured;
    long released;
    long refunded;

    Charge(AttemptId attempt, long authorized) {
      this.attempt = attempt;
      this.authorized = authorized;
    }

    /** Whether any of the customer's money is held or taken. */
    boolean live() {
      return authorized > released + refunded;
    }

    long held() {
      return authorized - captured - released;
    }
  }

  final String name;
  final Map<String, Charge> charges = new LinkedHashMap<>();
  final Map<AttemptId, GatewayAnswer> answers = new HashMap<>();
  final Set<AttemptId> denied = new HashSet<>();
  final Set<AttemptId> challenged = new HashSet<>();

  /** Of these the gateway says nothing when it is asked. */
  private final Set<AttemptId> mute = new HashSet<>();

  private final World world;
  private final Nature nature;
  private final Invariants invariants;
  private final List<BiConsumer<AttemptId, GatewayAnswer>> listeners = new ArrayList<>();

  House(String name, Nature nature, Invariants invariants) {
    this.name = name;
    this.world = nature.world();
    this.nature = nature;
    this.invariants = invariants;
  }

  /** Is told of each answer that the gateway would tell by a webhook. */
  void listen(BiConsumer<AttemptId, GatewayAnswer> webhooks) {
    listeners.add(webhooks);
  }

  GatewayAnswer authorize(AttemptId attempt, Money amount, boolean capture) {
    GatewayAnswer known = known(attempt);
    if (known != null) {
      return known;
    }
    invariants.asked(this, attempt, Kind.AUTHORIZE);
    Supplier<GatewayAnswer> act = () -> approve(attempt, amount, capture);
    return world.chance(0.08) ? challenge(attempt, act) : begin(attempt, act);
  }

  private GatewayAnswer approve(AttemptId attempt, Money amount, boolean capture) {
    Charge charge = new Charge(attempt, amount.minor());
    charge.captured = capture ? amount.minor() : 0;
    charges.put("ch_" + attempt.value(), charge);
    world.in(HOLD_MICROS, () -> charge.released += charge.held());
    return new GatewayAnswer.Approved("ch_" + attempt.value());
  }

  GatewayAnswer followUp(Kind kind, FollowUp asked) {
    AttemptId attempt = asked.attempt();
    GatewayAnswer known = known(attempt);
    if (known != null) {
      return known;
    }
    invariants.asked(this, attempt, kind);
    return begin(attempt, () -> move(kind, asked));
  }

  private GatewayAnswer move(Kind kind, FollowUp asked) {
    if (kind == Kind.WITHDRAW) {
      return withdraw(asked);
    }
    Charge charge = charges.get(asked.reference());
    long amount = asked.amount().minor();
    if (charge == null) {
      return new GatewayAnswer.Declined("no_such_charge", null, "There is no such charge.");
    }
    boolean fits =
        switch (kind) {
          case CAPTURE, CANCEL -> amount <= charge.held();
          case REFUND -> amount <= charge.captured - charge.refunded;
          case AUTHORIZE, EXPIRE, REVERSE, WITHDRAW ->
              throw new IllegalArgumentException(kind.name());
        };
    if (!fits) {
      return new GatewayAnswer.Declined("amount_too_large", null, "There is not so much.");
    }
    switch (kind) {
      case CAPTURE -> charge.captured += amount;
      case CANCEL -> charge.released += amount;
      case REFUND -> {
        charge.refunded += amount;
        boolean mayComeBack =
            invariants.givesBack(asked.attempt()) && !mute.contains(asked.attempt());
        if (mayComeBack && world.chance(0.05)) {
          comesBack(asked.attempt(), charge, amount);
        }
      }
      case AUTHORIZE, EXPIRE, REVERSE, WITHDRAW -> throw new IllegalArgumentException(kind.name());
    }
    return new GatewayAnswer.Approved(kind.wireName() + "_" + asked.attempt().value());
  }

  /** Of a challenge that still waits nothing comes any more. */
  private GatewayAnswer withdraw(FollowUp asked) {
    AttemptId waiting = new AttemptId(asked.reference().substring("ch_".length()));
    if (!waits(waiting)) {
      return new GatewayAnswer.Declined("not_waiting", null, "Nobody is waited for.");
    }
    answers.put(waiting, new GatewayAnswer.Declined("withdrawn", null, "It was withdrawn."));
    return new GatewayAnswer.Approved("withdraw_" + asked.attempt().value());
  }

  private boolean waits(AttemptId attempt) {
    return answers.get(attempt) instanceof GatewayAnswer.NeedsCustomer;
  }

  /** The customer's bank sends a refund back, at times before its approval is written here. */
  private void comesBack(AttemptId attempt, Charge charge, long amount) {
    world.in(
        world.chance(0.5) ? world.between(0, 1_000_000) : world.between(0, 600_000_000),
        () -> {
          charge.refunded -= amount;
          answers.put(attempt, RETURNED);
          world.note(() -> name + ": refund " + attempt + " came back");
          tell(attempt);
        });
  }

  private @Nullable GatewayAnswer known(AttemptId attempt) {
    return denied.contains(attempt)
        ? new GatewayAnswer.SoftFailure("denied_before", "It is too late.")
        : answers.get(attempt);
  }

  /** The customer is asked who they are; they come, or they never do. */
  private GatewayAnswer challenge(AttemptId attempt, Supplier<GatewayAnswer> act) {
    answers.put(
        attempt, new GatewayAnswer.NeedsCustomer("ch_" + attempt.value(), "https://challenge"));
    challenged.add(attempt);
    if (world.chance(0.8)) {
      world.in(world.between(1_000_000, LATEST_CUSTOMER_MICROS), () -> comes(attempt, act));
    }
    return Objects.requireNonNull(answers.get(attempt));
  }

  private void comes(AttemptId attempt, Supplier<GatewayAnswer> act) {
    if (waits(attempt)) {
      finish(attempt, act);
    }
  }

  private GatewayAnswer begin(AttemptId attempt, Supplier<GatewayAnswer> act) {
    if (world.chance(0.01)) {
      mute.add(attempt);
    }
    if (world.chance(0.06)) {
      answers.put(attempt, new GatewayAnswer.Pending("pending_" + attempt.value()));
      world.in(world.between(1_000_000, 120_000_000), () -> finish(attempt, act));
    } else {
      finish(attempt, act);
    }
    return Objects.requireNonNull(answers.get(attempt));
  }

  private void finish(AttemptId attempt, Supplier<GatewayAnswer> act) {
    double lot = world.any(1000) / 1000.0;
    GatewayAnswer answer =
        lot < 0.1
            ? new GatewayAnswer.Declined("card_declined", "generic_decline", "Declined.")
            : lot < 0.2 ? new GatewayAnswer.SoftFailure("busy", "Nothing happened.") : act.get();
    answers.put(attempt, answer);
    world.note(() -> name + ": " + attempt + " " + answer);
    invariants.acted(this, attempt, answer);
    tell(attempt);
  }

  private void tell(AttemptId attempt) {
    GatewayAnswer answer = Objects.requireNonNull(answers.get(attempt));
    if (!mute.contains(attempt)) {
      listeners.forEach(listener -> listener.accept(attempt, answer));
    }
  }

  /** What an operator finds out by telephone: true, and for good. */
  GatewayAnswer says(AttemptId attempt) {
    GatewayAnswer known = known(attempt);
    if (known == null) {
      denied.add(attempt);
      return new GatewayAnswer.SoftFailure("never_seen", "There was no such request.");
    }
    return known;
  }

  Inquiry inquire(AttemptId attempt) {
    if (mute.contains(attempt) || world.chance(nature.weather().silence())) {
      return new Inquiry.StillUnknown("busy");
    }
    GatewayAnswer known = known(attempt);
    if (known == null) {
      denied.add(attempt);
      return new Inquiry.NeverSeen();
    }
    return denied.contains(attempt) ? new Inquiry.NeverSeen() : new Inquiry.Known(known);
  }
}
