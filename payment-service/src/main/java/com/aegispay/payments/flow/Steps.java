package com.aegispay.payments.flow;

import com.aegispay.payments.payment.Attempt;

/**
 * Is told of each step that a use case has come to. A production service has nobody who listens;
 * the crash lab ends the process there.
 */
@FunctionalInterface
public interface Steps {

  Steps UNOBSERVED = (_, _) -> {};

  /** The steps in the order of the law: a request's six, then the three of settling doubt. */
  enum Step {
    /** What will be asked for is decided, and nothing of it durable. */
    DECIDED,
    /** The first commit is done. */
    STARTED,
    /** The gateway is called next. */
    CALLING,
    /** The gateway has answered, or not in time. */
    ANSWERED,
    /** The second commit comes next. */
    RECORDING,
    /** The second commit is done, and the caller has no answer yet. */
    RECORDED,
    /** The sweeper has leased the attempt. */
    TAKEN,
    /** The gateway has said what it knows of it. */
    INQUIRED,
    /** That is written down. */
    SETTLED
  }

  /** On the thread that works, before it goes on. */
  void reached(Step step, Attempt.Kind kind);
}
