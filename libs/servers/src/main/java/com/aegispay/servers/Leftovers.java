package com.aegispay.servers;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The child processes that a killed JVM left running. */
public final class Leftovers {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private Leftovers() {}

  /**
   * Ends the PostgreSQL and the Redis that still run on this data directory, and no other process:
   * one counts only when its pid file lies in the directory and its command line names the
   * directory.
   *
   * @return what was ended, such as {@code postgres 4711}
   */
  @CanIgnoreReturnValue
  public static List<String> end(Path dataDirectory) throws IOException {
    Path root = dataDirectory.toAbsolutePath().normalize();
    var ended = new ArrayList<String>();
    for (var pidFile : Map.of("redis", "redis.pid", "postgres", "postmaster.pid").entrySet()) {
      Path directory = root.resolve(pidFile.getKey());
      Optional<ProcessHandle> left = processOf(directory, directory.resolve(pidFile.getValue()));
      if (left.isPresent()) {
        end(left.get());
        ended.add(pidFile.getKey() + " " + left.get().pid());
      }
    }
    return List.copyOf(ended);
  }

  private static Optional<ProcessHandle> processOf(Path directory, Path pidFile)
      throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(
            process ->
                List.of(process.info().arguments().orElse(new String[0]))
                    .contains(directory.toString()));
  }

  /**
   * By SIGINT: PostgreSQL's fast shutdown, where SIGTERM would wait for every session; Redis takes
   * it as SIGTERM. Java itself sends SIGTERM only.
   */
  private static void interrupt(ProcessHandle process) {
    try {
      var kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
      if (!kill.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
        process.destroy();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
    }
  }

  private static void end(ProcessHandle process) {
    interrupt(process);
    try {
      process.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new CompletionException(e);
    }
  }
}
