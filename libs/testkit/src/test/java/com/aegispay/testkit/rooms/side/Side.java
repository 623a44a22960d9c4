package com.aegispay.testkit.rooms.side;

import com.aegispay.testkit.rooms.House;

/** Looks up, which no room may. */
public final class Side {
  public int floors(House[] houses) {
    return houses.length;
  }
}
