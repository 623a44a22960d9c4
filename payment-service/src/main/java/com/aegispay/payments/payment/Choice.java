package com.aegispay.payments.payment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a gateway was asked first: what the router knew of every gateway there was.
 *
 * @param policy the version of the rules that chose
 * @param considered the eligible ones in the order in which they are asked, then the others
 */
public record Choice(String policy, List<Considered> considered) {

  /**
   * A gateway as it was when the choice was made.
   *
   * @param cost what it would charge, in the currency's minor unit
   * @param health 0 to 100
   * @param breaker {@code closed}, {@code half_open} or {@code open}
   * @param excluded why it is not asked; null where it may be
   */
  public record Considered(
      String gateway, long cost, int health, String breaker, @Nullable String excluded) {}

  public Choice {
    considered = List.copyOf(considered);
  }
}
