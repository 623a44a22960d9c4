package com.aegispay.testkit.broken;

import java.time.Duration;

/** Breaks the rule of waiting. */
class Sleepy {
  void nap() throws InterruptedException {
    Thread.sleep(Duration.ofMillis(1));
  }
}
