package com.aegispay.starter.access;

import java.util.Optional;

/** Where keys are found by their hash: merchant-service asks its own table, the others a copy. */
public interface KeyDirectory {

  /**
   * The key of this hash, usable or not; empty when there is none.
   *
   * @throws com.aegispay.starter.problem.ProblemException 503 when that cannot be known now
   */
  Optional<KnownKey> find(String keyHash);
}
