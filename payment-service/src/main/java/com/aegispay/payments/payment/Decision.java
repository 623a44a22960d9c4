package com.aegispay.payments.payment;

import java.util.List;

/** What follows from a command: events, or a refusal. */
public sealed interface Decision {

  /** These happened. None: the command says what is already known. */
  record Accepted(List<PaymentEvent> events) implements Decision {

    public Accepted {
      events = List.copyOf(events);
    }
  }

  /** Nothing happened. */
  record Refused(Refusal refusal) implements Decision {}

  static Decision accept(PaymentEvent... events) {
    return new Accepted(List.of(events));
  }

  static Decision refuse(Refusal refusal) {
    return new Refused(refusal);
  }
}
