package com.aegispay.outbox;

import java.util.Collection;
import java.util.Map;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * How far a service has applied each subject. Everything runs in the caller's transaction, which
 * has the subjects to itself from {@link #lock} to its end.
 */
public interface Positions {

  /** The progress of each subject; those with an open dead letter are blocked. */
  Map<Subject, Progress> lock(Collection<Subject> subjects);

  /** The progress of a subject as if it had no dead letter: for the one who resolves them. */
  Progress lockPastLetters(Subject subject);

  /**
   * Writes down what has changed.
   *
   * @throws ConcurrencyFailureException when another transaction was the first to write a subject:
   *     what was decided here is not true any more
   */
  void save(Map<Subject, Progress> progress);
}
