package com.aegispay.servers;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** PostgreSQL, Redis and Kafka, started together and stopped in order: Kafka, Redis, PostgreSQL. */
public final class Servers implements AutoCloseable {
  private final Postgres postgres;
  private final Redis redis;
  private final Kafka kafka;

  private Servers(Postgres postgres, Redis redis, Kafka kafka) {
    this.postgres = postgres;
    this.redis = redis;
    this.kafka = kafka;
  }

  /**
   * Starts all three and returns when each of them answers. What an earlier, killed run left behind
   * on the same data directory is ended first. When one does not start, none is left running.
   */
  public static Servers start(ServerPlan plan) throws IOException {
    Leftovers.end(plan.dataDirectory());
    Executor threads = work -> Thread.ofPlatform().name("servers-start").start(work);
    var postgres =
        CompletableFuture.supplyAsync(() -> unchecked(() -> Postgres.start(plan)), threads);
    var redis = CompletableFuture.supplyAsync(() -> unchecked(() -> Redis.start(plan)), threads);
    var kafka = CompletableFuture.supplyAsync(() -> unchecked(() -> Kafka.start(plan)), threads);
    try {
      CompletableFuture.allOf(postgres, redis, kafka).join();
      return new Servers(postgres.join(), redis.join(), kafka.join());
    } catch (CompletionException e) {
      closeStarted(kafka);
      closeStarted(redis);
      closeStarted(postgres);
      throw new IOException(rootMessage(e), e);
    }
  }

  public Postgres postgres() {
    return postgres;
  }

  public Redis redis() {
    return redis;
  }

  public Kafka kafka() {
    return kafka;
  }

  @Override
  public void close() {
    try (postgres;
        redis) {
      kafka.close();
    }
  }

  private static void closeStarted(CompletableFuture<? extends Server> server) {
    try {
      server.join().close();
    } catch (CompletionException | CancellationException e) {
      // It did not start, so nothing of it is left; its reason is reported by the caller.
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private static <T> T unchecked(Start<T> start) {
    try {
      return start.start();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private interface Start<T> {
    T start() throws IOException;
  }
}
