package com.aegispay.payments.store;

/** What became of a change. */
public enum Committed {
  /** All of it is durable. */
  DONE,
  /** Nothing was written: another change of the payment came first. Load and decide again. */
  OVERTAKEN,
  /** Nothing was written: the idempotency key belongs to an earlier request. */
  KEY_TAKEN
}
