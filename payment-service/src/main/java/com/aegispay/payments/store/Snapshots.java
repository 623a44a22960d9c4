package com.aegispay.payments.store;

import com.aegispay.payments.payment.Payment;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.databind.json.JsonMapper;

/** Payments as JSON, so that the replay of a long history can begin in its middle. */
final class Snapshots {

  /** The form that is written, and the only one that is read: changed with {@link Payment}'s. */
  static final int FORM = 2;

  /** A payment of an ordinary length never gets one. */
  static final int EVERY = 25;

  private static final JsonMapper JSON =
      StoredJson.mapper()
          .rebuild()
          .addMixIn(Payment.State.class, NamedState.class)
          .registerSubtypes(Payment.State.class.getPermittedSubclasses())
          .build();

  private Snapshots() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "state")
  private interface NamedState {}

  /** Whether a change takes the payment past the next milestone of its history. */
  static boolean due(Change change) {
    Payment before = change.before();
    return before != null && change.after().version() / EVERY > before.version() / EVERY;
  }

  static String write(Payment payment) {
    return JSON.writeValueAsString(payment);
  }

  static Payment read(String state) {
    return JSON.readValue(state, Payment.class);
  }
}
