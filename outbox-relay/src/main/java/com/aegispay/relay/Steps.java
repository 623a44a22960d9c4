package com.aegispay.relay;

/** Is told after each step of a batch. Tests and the crash lab stop the relay here. */
@FunctionalInterface
public interface Steps {
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
