package com.aegispay.simulation;

/**
 * How bad things are, as probabilities. Worlds differ, so that some have many deaths and others
 * many lost messages; in the end it clears up in every one.
 *
 * @param death of a process at one step
 * @param storeAway a call of a store fails before anything is done
 * @param answerLost a change of a store is made, and its answer lost
 * @param silence a gateway does not get the call, or gets it and is not heard
 * @param late a call or an answer of a gateway takes longer than one waits
 * @param noticeLost a gateway's webhook never arrives
 * @param noticeTwice it arrives twice
 * @param twice a client sends a request twice at once
 * @param takeOver a relay or a consumer loses its place to another though it is alive
 */
record Weather(
    double death,
    double storeAway,
    double answerLost,
    double silence,
    double late,
    double noticeLost,
    double noticeTwice,
    double twice,
    double takeOver) {

  static final Weather CLEAR = new Weather(0, 0, 0, 0, 0, 0, 0, 0, 0);

  static Weather of(World world) {
    return new Weather(
        pick(world, 0, 0.0005, 0.002, 0.01),
        pick(world, 0, 0.001, 0.01),
        pick(world, 0, 0.005, 0.03),
        pick(world, 0, 0.05, 0.2, 0.4),
        pick(world, 0, 0.02, 0.1),
        pick(world, 0.05, 0.3, 1),
        pick(world, 0, 0.3),
        pick(world, 0, 0.1, 0.4),
        pick(world, 0, 0.002, 0.01));
  }

  private static double pick(World world, double... values) {
    return values[world.any(values.length)];
  }
}
