package com.aegispay.payments.gateway;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The gateways that this installation has, by name. */
public final class Gateways {

  private final Map<String, GuardedGateway> byName = new TreeMap<>();

  public Gateways(Collection<GuardedGateway> gateways) {
    for (GuardedGateway gateway : gateways) {
      if (byName.put(gateway.name(), gateway) != null) {
        throw new IllegalArgumentException("two gateways are called " + gateway.name());
      }
    }
  }

  /** All of them, in the order of their names. */
  public Collection<GuardedGateway> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  public Optional<GuardedGateway> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
