package com.aegispay.payments;

import com.aegispay.payments.flow.Steps;
import com.aegispay.payments.payment.Attempt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets the next request that comes to a step die there, as if its process had: nothing after the
 * step is done for it. The crash lab does the same with whole processes.
 */
@Configuration(proxyBeanMethods = false)
class Deaths {

  private static final AtomicReference<Steps.@Nullable Step> NEXT = new AtomicReference<>();

  /** What no code of the service catches. */
  private static final class Died extends Error {
    private static final long serialVersionUID = 1;

    Died(Steps.Step step) {
      super("died at " + step);
    }
  }

  static void at(Steps.Step step) {
    NEXT.set(step);
  }

  @Bean
  Steps deadlySteps() {
    return Deaths::reached;
  }

  private static void reached(Steps.Step step, Attempt.Kind kind) {
    if (NEXT.compareAndSet(step, null)) {
      throw new Died(step);
    }
  }
}
