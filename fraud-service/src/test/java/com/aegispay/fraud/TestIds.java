package com.aegispay.fraud;

import com.aegispay.starter.id.Ids;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Ids that no other test has. */
final class TestIds {

  private static final Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

  private TestIds() {}

  static String next(String prefix) {
    return IDS.next(prefix);
  }
}
