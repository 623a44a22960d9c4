package com.aegispay.lab.fleet;

import com.aegispay.servers.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory that the lab made and may empty. */
public final class Ground {

  private static final String MARK = ".aegispay-lab";

  private Ground() {}

  /**
   * An empty directory; what an earlier run left there is ended and deleted.
   *
   * @param madeBy the command, for whoever finds it
   * @throws IllegalArgumentException when it exists and no run of the lab made it
   */
  public static void fresh(Path directory, String madeBy) throws IOException {
    if (Files.exists(directory)) {
      if (!Files.exists(directory.resolve(MARK))) {
        throw new IllegalArgumentException(
            directory + " was not made by the lab: name another place with --data.");
      }
      Leftovers.end(directory);
      try (var files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(MARK), madeBy + "\n");
  }
}
