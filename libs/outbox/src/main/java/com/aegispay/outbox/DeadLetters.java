package com.aegispay.outbox;

/** What is not applied, put aside in the caller's transaction. */
public interface DeadLetters {

  /** Puts a record aside; doing it twice changes nothing. */
  void bury(DeadLetter letter);

  /** Closes the letter; false when somebody else did. */
  boolean resolve(String merchantId, String id, String resolution);
}
