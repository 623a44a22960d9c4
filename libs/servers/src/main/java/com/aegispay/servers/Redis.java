package com.aegispay.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import redis.embedded.RedisExecProvider;

/**
 * Redis as a child process.
 *
 * <p>The artifact brings the executable; the process is ours, because the artifact's own starter
 * ends Redis by a shutdown hook, before the services that use it are closed.
 */
public final class Redis implements Server {
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final Process process;
  private final int port;

  private Redis(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it alone; returns when it answers. */
  public static Redis start(ServerPlan plan) throws IOException {
    Path data = plan.dataDirectory().resolve("redis");
    Files.createDirectories(data);
    Path log = plan.dataDirectory().resolve("redis.log");
    var process =
        new ProcessBuilder(
                executable(data).toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(plan.redisPort()),
                "--dir",
                data.toString(),
                "--pidfile",
                data.resolve("redis.pid").toString(),
                "--set-proc-title",
                "no",
                "--save",
                "",
                "--appendonly",
                plan.durability() == Durability.KEPT ? "yes" : "no")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    var redis = new Redis(process, plan.redisPort());
    try {
      redis.awaitAnswer(log);
    } catch (IOException e) {
      redis.close();
      throw e;
    }
    return redis;
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Ends it at once, as a crash would. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitAnswer(Path log) throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!answers()) {
      try {
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new IOException("Redis ended while it started; " + log + " says why");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while Redis started", e);
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "Redis does not answer on port " + port + "; " + log + " may say why");
      }
    }
  }

  /**
   * Whether our process answers, not another one that has the port: the caller checks that ours is
   * alive.
   */
  private boolean answers() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      socket.setSoTimeout(200);
      socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
      return new String(socket.getInputStream().readNBytes(5), US_ASCII).equals("+PONG")
          && process.isAlive();
    } catch (IOException e) {
      return false;
    }
  }

  private static Path executable(Path data) throws IOException {
    Path executable = data.resolve("redis-server");
    if (!Files.isExecutable(executable)) {
      Path unpacked = RedisExecProvider.defaultProvider().get().toPath();
      Path copy =
          Files.copy(
              unpacked, data.resolve("redis-server.part"), StandardCopyOption.REPLACE_EXISTING);
      if (!copy.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + copy + " executable");
      }
      Files.move(copy, executable, StandardCopyOption.ATOMIC_MOVE);
    }
    return executable;
  }
}
