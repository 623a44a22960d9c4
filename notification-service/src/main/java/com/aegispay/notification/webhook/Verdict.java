package com.aegispay.notification.webhook;

import java.time.Instant;

/** What becomes of a delivery after an attempt. */
public sealed interface Verdict {

  record Succeeded() implements Verdict {}

  record Again(Instant at) implements Verdict {}

  /** The ladder has no further step. */
  record Exhausted() implements Verdict {}

  /** The endpoint is no more, by its own word. */
  record Gone() implements Verdict {}
}
