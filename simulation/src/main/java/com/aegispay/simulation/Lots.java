package com.aegispay.simulation;

import java.security.SecureRandom;

/** The random part of ids, from the world's seed. */
final class Lots extends SecureRandom {

  private final transient World world;

  Lots(World world) {
    this.world = world;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    world.fill(bytes);
  }
}
