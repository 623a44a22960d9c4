package com.aegispay.lab.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./aegispay bench} was asked for.
 *
 * @param step how long each rate is held
 * @param quick a coarse search after a short warm-up: shows that it works, not how fast it is
 * @param profile leaves a flight recording of payment-service at half the highest rate
 * @param only the one round that is wanted; null for both
 * @param markdown where the table goes as well; null for nowhere
 */
record BenchOptions(
    Duration step,
    boolean quick,
    boolean profile,
    @Nullable Part only,
    int port,
    Path directory,
    @Nullable Path markdown) {

  /** A round. */
  enum Part {
    MONEY_PATH,
    EVERY_SERVICE;

    /** Its name on the command line, and its directory's. */
    String option() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final Duration STEP = Duration.ofSeconds(20);
  private static final Duration QUICK_STEP = Duration.ofSeconds(6);

  static BenchOptions parse(String[] arguments) {
    Duration step = null;
    boolean quick = false;
    boolean profile = false;
    Part only = null;
    int port = 27_080;
    Path directory = Path.of("target", "bench");
    Path markdown = null;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--quick" -> quick = true;
        case "--profile" -> profile = true;
        case "--only" -> only = part(value(arguments, i++));
        case "--seconds" -> step = Duration.ofSeconds(Integer.parseInt(value(arguments, i++)));
        case "--port" -> port = Integer.parseInt(value(arguments, i++));
        case "--data" -> directory = Path.of(value(arguments, i++));
        case "--markdown" -> markdown = Path.of(value(arguments, i++));
        default ->
            throw new IllegalArgumentException(
                "There is no option "
                    + arguments[i]
                    + "; there are --seconds, --quick, --profile, --only, --port, --data"
                    + " and --markdown.");
      }
    }
    Duration given = step == null ? (quick ? QUICK_STEP : STEP) : step;
    return new BenchOptions(given, quick, profile, only, port, directory, markdown);
  }

  /** Whether a round is to be run. */
  boolean wants(Part part) {
    return only == null || only == part;
  }

  /** The same in a directory of the part's own: one round does not see another's payments. */
  BenchOptions in(Part part) {
    Path own = directory.resolve(part.option());
    return new BenchOptions(step, quick, profile, only, port, own, markdown);
  }

  private static Part part(String name) {
    return Arrays.stream(Part.values())
        .filter(one -> one.option().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--only takes money-path or every-service, not " + name + "."));
  }

  private static String value(String[] arguments, int at) {
    if (at + 1 == arguments.length) {
      throw new IllegalArgumentException(arguments[at] + " needs a value.");
    }
    return arguments[at + 1];
  }
}
