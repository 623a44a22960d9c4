package com.aegispay.payments.routing;

import com.aegispay.payments.payment.Choice;
import java.util.List;
import java.util.Map;

/**
 * Where a payment may go.
 *
 * @param gateways in the order in which they are asked; each only after it is certain that nothing
 *     happened at the one before
 * @param excluded the others, and why
 * @param choice what it was made of, for the payment's history
 */
public record Route(List<String> gateways, Map<String, Exclusion> excluded, Choice choice) {

  /** Why a gateway is not asked. */
  public enum Exclusion {
    NOT_WANTED,
    OTHER_MODE,
    CURRENCY,
    BRAND,
    HOLD_TOO_SHORT,
    BREAKER_OPEN
  }

  /** The gateways after the first. */
  public List<String> fallbacks() {
    return gateways.subList(1, gateways.size());
  }
}
