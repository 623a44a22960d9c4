package com.aegispay.payments.payment;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the gateway that has a payment lets be done with it. It is written down when the gateway is
 * asked, so that a decision depends on nothing but the payment.
 *
 * @param holdLasts how long a hold is good after its approval
 * @param challengeLasts how long the customer has to prove who they are
 */
public record Terms(Set<Ability> can, Duration holdLasts, Duration challengeLasts) {

  /** What not every gateway can do. */
  public enum Ability {
    /** Capture less than is held. */
    PARTIAL_CAPTURE,
    /** Capture again after a capture. */
    MULTIPLE_CAPTURES,
    /** Give back less than was captured. */
    PARTIAL_REFUND
  }

  /** What payments are under that were begun before terms were written down. */
  static final Terms USUAL =
      new Terms(EnumSet.allOf(Ability.class), Duration.ofDays(7), Duration.ofMinutes(30));

  public Terms {
    can = Set.copyOf(can);
  }
}
