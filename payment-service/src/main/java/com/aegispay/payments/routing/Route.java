package com.aegispay.payments.routing;

import java.util.List;
import java.util.Map;

/**
 * Where a payment may go.
 *
 * @param gateways in the order in which they are asked; each only after it is certain that nothing
 *     happened at the one before
 * @param excluded the others, and why
 */
public record Route(List<String> gateways, Map<String, Exclusion> excluded) {

  /** Why a gateway is not asked. */
  public enum Exclusion {
    NOT_WANTED,
    OTHER_MODE,
    CURRENCY,
    BRAND,
    HOLD_TOO_SHORT,
    BREAKER_OPEN
  }
}
