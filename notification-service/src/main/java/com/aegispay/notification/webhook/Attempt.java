package com.aegispay.notification.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One sending, for the delivery log. It has either a status code or an error.
 *
 * @param number of the delivery's attempts, from 1; a number is missing where a sender died
 * @param error an {@link Answer.Cause}
 * @param response the beginning of what the endpoint said
 */
public record Attempt(
    int number,
    Instant startedAt,
    long durationMs,
    @Nullable Integer statusCode,
    @Nullable String error,
    @Nullable String response) {

  public static Attempt of(int number, Instant startedAt, long durationMs, Answer answer) {
    return switch (answer) {
      case Answer.Response(int status, Instant _, String excerpt) ->
          new Attempt(number, startedAt, durationMs, status, null, excerpt);
      case Answer.Silence(Answer.Cause cause) ->
          new Attempt(number, startedAt, durationMs, null, cause.wireName(), null);
    };
  }
}
