package com.aegispay.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where one set of servers listens and keeps its data.
 *
 * @param dataDirectory kept between starts; each server has a directory of its own below it
 * @param adminPassword of PostgreSQL's superuser {@code postgres}; the same at every start on a
 *     data directory
 */
public record ServerPlan(
    Path dataDirectory,
    int postgresPort,
    int redisPort,
    int kafkaPort,
    int kafkaControllerPort,
    String adminPassword,
    Durability durability) {

  public ServerPlan {
    dataDirectory = dataDirectory.toAbsolutePath().normalize();
    if (adminPassword.isBlank()) {
      throw new IllegalArgumentException("the password of PostgreSQL's superuser is empty");
    }
  }

  /** Servers of one's own beside whatever else runs here. */
  public static ServerPlan onFreePorts(Path directory, String adminPassword, Durability durability)
      throws IOException {
    List<Integer> ports = FreePorts.find(4);
    return new ServerPlan(
        directory,
        ports.get(0),
        ports.get(1),
        ports.get(2),
        ports.get(3),
        adminPassword,
        durability);
  }
}
