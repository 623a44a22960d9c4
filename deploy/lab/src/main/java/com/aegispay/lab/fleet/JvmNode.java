package com.aegispay.lab.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A child JVM. Its log is a file of its name; what it is given to read is an order. */
public final class JvmNode implements Node {

  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final String name;
  private final List<String> command;
  private final Path log;
  private volatile @Nullable Process process;

  /**
   * @param command the whole command line
   * @param log is appended to
   */
  JvmNode(String name, List<String> command, Path log) {
    this.name = name;
    this.command = List.copyOf(command);
    this.log = log;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() throws IOException {
    Process started =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process = started;
    var ready = new CompletableFuture<Void>();
    // Not a virtual thread: it blocks in a file's read, and a few of them hold every carrier.
    Thread.ofPlatform().daemon().name(name + "-out").start(() -> read(started, ready));
    try {
      var _ = ready.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      started.destroyForcibly().onExit().join();
      throw new IOException(name + " did not start; " + log + " says why", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + name + " started", e);
    }
  }

  /** Gives an order; one that died meanwhile does not take it. */
  public void order(String line) {
    try {
      var in = running().getOutputStream();
      in.write((line + "\n").getBytes(UTF_8));
      in.flush();
    } catch (IOException e) {
      // It is gone, which the caller sees.
    }
  }

  /** Which of them ended first; null when all of them live after the time. */
  public static @Nullable JvmNode firstToEnd(List<JvmNode> nodes, Duration time)
      throws InterruptedException {
    var first = new CompletableFuture<JvmNode>();
    for (JvmNode node : nodes) {
      var _ = node.running().onExit().thenAccept(_ -> first.complete(node));
    }
    try {
      return first.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns whether the process ended within the time. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return running().waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void kill() {
    running().destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    Process last = process;
    if (last == null) {
      return;
    }
    last.destroy();
    try {
      if (!last.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        last.destroyForcibly().onExit().join();
      }
    } catch (InterruptedException e) {
      last.destroyForcibly().onExit().join();
      Thread.currentThread().interrupt();
    }
  }

  private Process running() {
    Process last = process;
    if (last == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return last;
  }

  private void read(Process started, CompletableFuture<Void> ready) {
    try (var lines = started.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(Lifeline.READY)) {
          ready.complete(null);
        } else {
          Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
    } catch (IOException e) {
      // Killed.
    }
    ready.completeExceptionally(new IOException(name + " ended"));
  }
}
