package com.aegispay.local;

/**
 * The ports of one installation, all derived from the front door's.
 *
 * @param frontDoor where merchants and operators call
 */
public record Ports(int frontDoor) {
  /** How many ports above the front door's an installation may take. */
  public static final int SPAN = 13;

  public Ports {
    if (frontDoor < 1024 || frontDoor > 65535 - SPAN) {
      throw new IllegalArgumentException(
          "The port "
              + frontDoor
              + " cannot be used: choose one from 1024 to "
              + (65535 - SPAN)
              + " with --port.");
    }
  }

  public int service(LocalApp service) {
    return frontDoor + service.portOffset();
  }

  public int postgres() {
    return frontDoor + 10;
  }

  public int redis() {
    return frontDoor + 11;
  }

  public int kafka() {
    return frontDoor + 12;
  }

  public int kafkaController() {
    return frontDoor + 13;
  }
}
