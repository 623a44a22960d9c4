package com.aegispay.audit;

import java.util.List;
import java.util.stream.Stream;

/** Every invariant, in the order in which they are reported. */
final class Checks {

  static final List<Check> ALL =
      Stream.of(
              MoneyChecks.ALL,
              GatewayChecks.ALL,
              EventChecks.ALL,
              ConsumerChecks.ALL,
              LedgerChecks.ALL,
              WebhookChecks.ALL,
              RequestChecks.ALL,
              FigureChecks.ALL)
          .flatMap(List::stream)
          .toList();

  private Checks() {}
}
