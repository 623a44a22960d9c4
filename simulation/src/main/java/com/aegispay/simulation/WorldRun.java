package com.aegispay.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One world from its dawn to its end. */
final class WorldRun {

  /** How many payments merchants begin in one world. */
  static final int PAYMENTS = 100;

  private static final long ARRIVALS_MICROS = 300_000_000;
  private static final long STORMS_MICROS = 900_000_000;

  /**
   * What a world was.
   *
   * @param violation what was wrong; null for nothing
   */
  record Report(
      int payments,
      int events,
      int attempts,
      int steps,
      int deaths,
      int answers,
      int withOperator,
      @Nullable String violation,
      List<String> trace) {}

  private WorldRun() {}

  /** Must run on a thread of its own: it waits for the world's strands. */
  static Report of(long seed, boolean traced) {
    World world = new World(seed, traced);
    Platform platform = new Platform(world);
    platform.begin();
    for (int i = 0; i < PAYMENTS; i++) {
      Customer customer = new Customer(platform, i);
      world.in(world.between(0, ARRIVALS_MICROS), customer::begin);
    }
    world.in(STORMS_MICROS, platform.nature()::clearUp);
    world.run();
    if (world.violation() == null) {
      platform.atTheEnd();
    }
    world.end();
    Database database = platform.database();
    return new Report(
        database.payments.size(),
        database.payments.values().stream().mapToInt(stored -> stored.events.size()).sum(),
        database.attempts.size(),
        world.steps(),
        platform.nature().deaths(),
        platform.promises().answers(),
        (int) database.attempts.values().stream().filter(row -> row.withOperator).count(),
        world.violation(),
        world.trace());
  }
}
