package com.aegispay.lab.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The public API as a careful client uses it: a request that got no final answer is sent again with
 * the same idempotency key until it has one.
 */
public final class Caller implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration MADE_WITHIN = Duration.ofSeconds(30);
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final URI base;
  private final Duration timeout;
  private final AtomicInteger inFlight = new AtomicInteger();

  /**
   * @param timeout how long one try waits for its answer
   */
  public Caller(URI base, Duration timeout) {
    this.base = base;
    this.timeout = timeout;
  }

  /** A final answer. */
  public record Answer(int status, String body) {

    public JsonNode json() {
      return JSON.readTree(body);
    }

    /** The text at a JSON pointer; empty when there is none. */
    public String text(String pointer) {
      return json().at(pointer).asString("");
    }
  }

  /** A request that moves money or makes something. */
  public record Request(String apiKey, String path, String idempotencyKey, String body) {}

  /** Requests that have no answer yet. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Sends until there is a final answer; null when there was none by the deadline. */
  public @Nullable Answer post(Request request, long deadlineNanos) {
    HttpRequest post =
        to(request.apiKey(), request.path())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", request.idempotencyKey())
            .POST(HttpRequest.BodyPublishers.ofString(request.body()))
            .build();
    return untilFinal(post, deadlineNanos);
  }

  /**
   * Makes something that a program of the lab needs before it begins.
   *
   * @throws IllegalStateException it was not made
   */
  public Answer make(String apiKey, String path, String body) {
    @Nullable Answer answer =
        post(
            new Request(apiKey, path, UUID.randomUUID().toString(), body),
            System.nanoTime() + MADE_WITHIN.toNanos());
    if (answer == null || answer.status() / 100 != 2) {
      throw new IllegalStateException(path + " could not be prepared: " + answer);
    }
    return answer;
  }

  /** Reads until there is a final answer; null when there was none by the deadline. */
  public @Nullable Answer get(String apiKey, String path, long deadlineNanos) {
    return untilFinal(to(apiKey, path).GET().build(), deadlineNanos);
  }

  /** Passes a bank's challenge or fails it, as the customer's browser does. */
  void challenge(String url, boolean passed, long deadlineNanos) {
    HttpRequest form =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(timeout)
            .POST(HttpRequest.BodyPublishers.ofString(passed ? "result=approve" : "result=fail"))
            .build();
    var _ = untilFinal(form, deadlineNanos);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder to(String apiKey, String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(timeout)
        .header("Authorization", "Bearer " + apiKey);
  }

  private @Nullable Answer untilFinal(HttpRequest request, long deadlineNanos) {
    long pauseMs = 50;
    while (true) {
      @Nullable Answer answer = once(request);
      if (answer != null) {
        return answer;
      }
      if (System.nanoTime() - deadlineNanos > 0 || Thread.currentThread().isInterrupted()) {
        return null;
      }
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pauseMs, 2 * pauseMs) * 1_000_000);
      pauseMs = Math.min(1_000, pauseMs * 2);
    }
  }

  /** A final answer, or null. What is remembered for the key stays as it is, whatever it is. */
  private @Nullable Answer once(HttpRequest request) {
    inFlight.incrementAndGet();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      var whole = new Answer(answer.statusCode(), answer.body());
      boolean remembered = answer.headers().firstValue("Idempotent-Replayed").isPresent();
      return remembered || isFinal(whole) ? whole : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      inFlight.decrementAndGet();
    }
  }

  /** What a server says of itself, a busy key and a rate limit are no answers to the request. */
  private static boolean isFinal(Answer answer) {
    return answer.status() < SERVER_ERROR
        && answer.status() != TOO_MANY
        && !(answer.status() == CONFLICT && answer.body().contains("\"idempotency_key_in_use\""));
  }
}
