package com.aegispay.lab.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The processor time of each process of a fleet, from {@code /proc}. */
final class Processes {

  private static final double TICKS_PER_SECOND = 100;
  private static final int UTIME = 11;
  private static final int CSTIME = 14;

  private final Path data;

  Processes(Path data) {
    this.data = data.toAbsolutePath();
  }

  /** Seconds since each started, by name; {@code load} is this process. */
  Map<String, Double> seconds() throws IOException {
    var seconds = new LinkedHashMap<String, Double>();
    seconds.put("load", of(ProcessHandle.current(), false));
    for (ProcessHandle child : ProcessHandle.current().children().toList()) {
      name(child).ifPresent(name -> seconds.put(name, of(child, false)));
    }
    for (String server : List.of("postgres/postmaster.pid", "redis/redis.pid")) {
      Optional<ProcessHandle> first = server(data.resolve(server));
      if (first.isPresent()) {
        double sum =
            Stream.concat(first.stream(), first.get().descendants())
                .mapToDouble(one -> of(one, true))
                .sum();
        seconds.put(server.substring(0, server.indexOf('/')), sum);
      }
    }
    return seconds;
  }

  /** The process of this name that this one has started. */
  Optional<ProcessHandle> child(String name) {
    return ProcessHandle.current()
        .children()
        .filter(one -> name(one).equals(Optional.of(name)))
        .findFirst();
  }

  /** A child is named by the file with its options; Kafka has none. */
  private static Optional<String> name(ProcessHandle child) {
    try {
      String line = Files.readString(Path.of("/proc/" + child.pid() + "/cmdline"), UTF_8);
      return Stream.of(line.split("\0"))
          .filter(word -> word.endsWith(".properties") || word.endsWith("KafkaProcess"))
          .map(
              word ->
                  word.endsWith("KafkaProcess")
                      ? "kafka"
                      : Path.of(word)
                          .getFileName()
                          .toString()
                          .replaceAll("(-1)?\\.properties$", ""))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<ProcessHandle> server(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst().strip()));
  }

  private static double of(ProcessHandle process, boolean withEndedChildren) {
    try {
      String line = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), UTF_8);
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      double ticks = 0;
      for (int i = UTIME; i <= (withEndedChildren ? CSTIME : UTIME + 1); i++) {
        ticks += Double.parseDouble(fields[i]);
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      return 0;
    }
  }
}
