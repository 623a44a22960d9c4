package com.aegispay.simulation;

import java.util.ArrayList;
import java.util.List;

/** One process from its start to its death. What it had under way goes no further then. */
final class Life {

  private final String name;
  private final List<Runnable> atDeath = new ArrayList<>();
  private boolean alive = true;

  Life(String name) {
    this.name = name;
  }

  boolean alive() {
    return alive;
  }

  String name() {
    return name;
  }

  /** What others notice of its death. */
  void atDeath(Runnable noticed) {
    atDeath.add(noticed);
  }

  void end() {
    if (alive) {
      alive = false;
      atDeath.forEach(Runnable::run);
    }
  }
}
