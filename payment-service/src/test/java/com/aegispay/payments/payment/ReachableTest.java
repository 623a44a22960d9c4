package com.aegispay.payments.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReachableTest {

  private static final List<Reachable.Step> STEPS = Reachable.steps();

  @Test
  void noReachablePaymentBreaksAnInvariant() {
    for (Reachable.Step step : STEPS) {
      Invariants.checkStep(step.before(), step.command(), step.events());
    }
  }

  @Test
  void everyEventAndEveryStateIsReached() {
    Set<Class<?>> events =
        STEPS.stream()
            .flatMap(step -> step.events().stream())
            .map(Object::getClass)
            .collect(Collectors.toSet());
    Set<Class<?>> all =
        Arrays.stream(PaymentEvent.class.getPermittedSubclasses()).collect(Collectors.toSet());
    all.remove(PaymentEvent.PaymentInitiated.class);
    assertThat(events).containsExactlyInAnyOrderElementsOf(all);
    assertThat(STEPS.stream().map(step -> step.before().status()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Status.values());
  }
}
