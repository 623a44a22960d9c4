package com.aegispay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.aegispay.simulation.Simulation.Tally;
import com.aegispay.simulation.WorldRun.Report;
import com.aegispay.testkit.HouseRules;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final long BASE_SEED = 1;
  private static final Duration FOR_EACH_SEED = Duration.ofSeconds(12);

  @Test
  void noWorldOfTheFixedSeedBreaksAPromise() {
    simulate(BASE_SEED);
  }

  @Test
  void noWorldOfTodaysSeedBreaksAPromise() {
    simulate(LocalDate.now(ZoneOffset.UTC).toEpochDay());
  }

  @Test
  void oneSeedIsOneWorld() {
    Report first = Simulation.replay(BASE_SEED, 0);
    Report second = Simulation.replay(BASE_SEED, 0);
    assertThat(second.trace()).isEqualTo(first.trace()).isNotEmpty();
  }

  @Test
  void theHouseRulesAreKept() {
    HouseRules.check("com.aegispay.simulation");
  }

  private static void simulate(long seed) {
    long begun = System.nanoTime();
    Tally tally =
        Simulation.run(
            seed, 1_000, () -> System.nanoTime() - begun > FOR_EACH_SEED.toNanos(), soFar -> {});
    System.out.printf(
        "seed %d:%n%s",
        seed, SimulateCommand.table(tally, Duration.ofNanos(System.nanoTime() - begun)));
    assertThat(tally.broken == null ? "kept" : tally.broken.violation())
        .as("Replay it with: %s", SimulateCommand.command(seed, tally.brokenWorld))
        .isEqualTo("kept");
    assertThat(tally.payments).isPositive();
  }
}
