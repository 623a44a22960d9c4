package com.aegispay.simulation;

import org.springframework.dao.DataAccessResourceFailureException;

/** What a world's processes are exposed to, at every call of a port. */
final class Nature {

  private final World world;
  private Weather weather;
  private int deaths;

  Nature(World world) {
    this.world = world;
    this.weather = Weather.of(world);
  }

  World world() {
    return world;
  }

  Weather weather() {
    return weather;
  }

  void clearUp() {
    weather = Weather.CLEAR;
    world.note(() -> "the weather clears up");
  }

  int deaths() {
    return deaths;
  }

  /** A step of a process: it may be its last. */
  void step(Life life) {
    world.step();
    if (!life.alive()) {
      world.vanish();
    }
    if (world.chance(weather.death())) {
      die(life);
      world.vanish();
    }
  }

  void die(Life life) {
    deaths++;
    world.note(() -> life.name() + " dies");
    life.end();
  }

  /** A call of a store: it takes a moment, and it may fail before anything is done. */
  void storeCall(Life life) {
    step(life);
    if (world.chance(weather.storeAway())) {
      throw away();
    }
    world.rest(world.between(100, 2_000));
  }

  static RuntimeException away() {
    return new DataAccessResourceFailureException("the connection broke");
  }

  /**
   * A change that a store makes by itself once it was asked to: whoever asked may be dead when it
   * is made, and may not hear of it.
   *
   * @param change is done once, on no strand; false when it has to wait for a lock
   */
  void storeChange(Life life, java.util.function.BooleanSupplier change) {
    step(life);
    if (world.chance(weather.storeAway())) {
      throw away();
    }
    var answered = new World.Bell();
    boolean heard = !world.chance(weather.answerLost());
    world.in(world.between(100, 2_000), () -> attempt(change, answered));
    boolean _ = world.await(answered, Long.MAX_VALUE);
    step(life);
    if (!heard) {
      throw away();
    }
  }

  private void attempt(java.util.function.BooleanSupplier change, World.Bell answered) {
    if (change.getAsBoolean()) {
      world.in(world.between(50, 1_000), () -> world.ring(answered));
    } else {
      world.in(world.between(100, 1_000), () -> attempt(change, answered));
    }
  }
}
