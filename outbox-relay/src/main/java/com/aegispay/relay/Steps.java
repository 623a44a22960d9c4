package com.aegispay.relay;

/** Is told after each step of a batch. Tests stop the relay here as a crash would. */
@FunctionalInterface
interface Steps {
  Steps UNOBSERVED = _ -> {};

  /** The steps in their order; see the package's documentation. */
  enum Step {
    READ,
    SENT,
    COMMITTED,
    DELETED
  }

  void reached(Step step);
}
