package com.aegispay.notification.webhook;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. */
public sealed interface Answer {

  /**
   * The endpoint answered.
   *
   * @param retryAfter when it asked to be called again
   * @param excerpt the beginning of what it said
   */
  record Response(int status, @Nullable Instant retryAfter, String excerpt) implements Answer {

    boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /** There was no answer. Whether the endpoint got the webhook is not known. */
  record Silence(Cause cause) implements Answer {}

  /** Why there was no answer, as the delivery log names it. */
  enum Cause {
    TIMEOUT,
    NAME_NOT_RESOLVED,
    TARGET_NOT_PUBLIC,
    CONNECTION_FAILED,
    TLS_FAILED,
    RESPONSE_INVALID,
    URL_INVALID,
    SECRET_UNREADABLE;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
