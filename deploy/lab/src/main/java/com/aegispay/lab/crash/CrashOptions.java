package com.aegispay.lab.crash;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./aegispay crash} was asked for.
 *
 * @param perSecond customers of the load
 * @param auditEvery so many kills
 * @param atOnce victims that may be down, or awaited at their steps, at the same time
 * @param markdown where the table goes as well; null for nowhere
 * @param sabotage a promise to break on purpose; null for none
 */
record CrashOptions(
    int runs,
    long seed,
    double perSecond,
    int auditEvery,
    int atOnce,
    int port,
    Path directory,
    @Nullable Path markdown,
    @Nullable Sabotage sabotage) {

  static CrashOptions parse(String[] arguments) {
    int runs = 30;
    long seed = System.nanoTime() & 0xffffff;
    double perSecond = 5;
    int auditEvery = 50;
    int atOnce = 3;
    int port = 28_080;
    Path directory = Path.of("target", "crash-lab");
    Path markdown = null;
    Sabotage sabotage = null;
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
        case "--at-once" -> atOnce = Integer.parseInt(value);
        case "--port" -> port = Integer.parseInt(value);
        case "--data" -> directory = Path.of(value);
        case "--markdown" -> markdown = Path.of(value);
        case "--sabotage" -> sabotage = Sabotage.named(value);
        default ->
            throw new IllegalArgumentException(
                "There is no option "
                    + arguments[i]
                    + "; there are --runs, --seed, --rate, --audit-every, --at-once, --port, --data,"
                    + " --markdown and --sabotage.");
      }
    }
    return new CrashOptions(
        runs,
        seed,
        perSecond,
        auditEvery,
        atOnce,
        port,
        directory.toAbsolutePath().normalize(),
        markdown,
        sabotage);
  }

  /** The command line that does the same again. */
  String command() {
    return "./aegispay crash --runs %d --seed %d --rate %s --audit-every %d --at-once %d%s"
        .formatted(
            runs,
            seed,
            perSecond,
            auditEvery,
            atOnce,
            sabotage == null ? "" : " --sabotage " + sabotage.option());
  }
}
