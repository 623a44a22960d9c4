package com.aegispay.local.demo;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until the answer is the one that is waited for. */
final class Await {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private Await() {}

  /**
   * The first answer that is good; after the limit the demo ends.
   *
   * @param what is waited for, to end the sentence "waited 30 s for"
   */
  @CanIgnoreReturnValue
  static <T> T until(String what, Duration limit, Supplier<T> question, Predicate<T> good) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      T answer = question.get();
      if (good.test(answer)) {
        return answer;
      }
      if (System.nanoTime() > deadline) {
        throw new DemoFailed(
            "Waited %d s for %s; the last answer was %s"
                .formatted(limit.toSeconds(), what, answer));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DemoFailed("interrupted");
      }
    }
  }
}
