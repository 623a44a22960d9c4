package com.aegispay.lab.fleet;

import java.util.concurrent.locks.LockSupport;

/** A child that comes to the same two steps again and again. */
public final class DyingProcess {

  private DyingProcess() {}

  public static void main(String[] arguments) {
    var points = new FaultPoints();
    Lifeline.hold(points::order);
    Lifeline.ready();
    while (true) {
      points.reached("ONE");
      points.reached("TWO");
      LockSupport.parkNanos(1_000_000);
    }
  }
}
