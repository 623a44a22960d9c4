package com.aegispay.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.aegispay.lab.fleet.FaultSteps;
import com.aegispay.payments.flow.Steps.Step;
import java.util.List;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class CasualtyTest {

  private static final int MANY = 300;

  @Test
  void a_seed_draws_the_same_again_and_another_seed_something_else() {
    assertThat(sentences(1)).isEqualTo(sentences(1)).isNotEqualTo(sentences(2));
  }

  @Test
  void three_hundred_kills_come_to_every_step_of_every_service() {
    List<Casualty> drawn = drawn(1);
    for (String service :
        List.of("payment-service", "outbox-relay", "settlement-service", "notification-service")) {
      for (String step : FaultSteps.of(service)) {
        assertThat(drawn).contains(new Casualty(service, step));
      }
    }
  }

  @Test
  void every_server_and_service_dies_at_any_moment_as_well() {
    assertThat(drawn(1))
        .extracting(Casualty::victim, Casualty::atMoment)
        .contains(
            List.of(
                    "postgres",
                    "kafka",
                    "redis",
                    "payment-service",
                    "outbox-relay",
                    "settlement-service",
                    "notification-service",
                    "fraud-service",
                    "merchant-service",
                    "analytics-service")
                .stream()
                .map(victim -> tuple(victim, true))
                .toArray(Tuple[]::new));
  }

  @Test
  void every_step_of_the_law_is_one_to_die_at() {
    List<String> names = FaultSteps.of("payment-service");
    for (Step step : Step.values()) {
      assertThat(names).anyMatch(name -> name.endsWith("." + step));
    }
  }

  private static List<Casualty> drawn(long seed) {
    return sentences(seed).stream().map(Sentence::casualty).toList();
  }

  private static List<Sentence> sentences(long seed) {
    return Sentence.draw(MANY, new Random(seed));
  }
}
