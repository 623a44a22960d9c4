package com.aegispay.lab.crash;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./aegispay crash} was asked for.
 *
 * @param perSecond customers of the load
 * @param auditEvery so many kills
 * @param markdown where the table goes as well; null for nowhere
 */
record CrashOptions(
    int runs,
    long seed,
    double perSecond,
    int auditEvery,
    int port,
    Path directory,
    @Nullable Path markdown) {

  static CrashOptions parse(String[] arguments) {
    int runs = 30;
    long seed = System.nanoTime() & 0xffffff;
    double perSecond = 10;
    int auditEvery = 25;
    int port = 28_080;
    Path directory = Path.of("target", "crash-lab");
    Path markdown = null;
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " needs a value.");
      }
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--runs" -> runs = Integer.parseInt(value);
        case "--seed" -> seed = Long.parseLong(value);
        case "--rate" -> perSecond = Double.parseDouble(value);
        case "--audit-every" -> auditEvery = Integer.parseInt(value);
        case "--port" -> port = Integer.parseInt(value);
        case "--data" -> directory = Path.of(value);
        case "--markdown" -> markdown = Path.of(value);
        default ->
            throw new IllegalArgumentException(
                "There is no option "
                    + arguments[i]
                    + "; there are --runs, --seed, --rate, --audit-every, --port, --data and"
                    + " --markdown.");
      }
    }
    return new CrashOptions(
        runs, seed, perSecond, auditEvery, port, directory.toAbsolutePath().normalize(), markdown);
  }

  /** The command line that does the same again. */
  String command() {
    return "./aegispay crash --runs %d --seed %d --rate %s --audit-every %d"
        .formatted(runs, seed, perSecond, auditEvery);
  }
}
