package com.aegispay.outbox;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The W3C {@code traceparent} of the running span, from the log context that tracing keeps. */
final class TraceParent {
  private TraceParent() {}

  static @Nullable String current() {
    String trace = MDC.get("traceId");
    String span = MDC.get("spanId");
    return trace == null || span == null ? null : "00-" + trace + "-" + span + "-01";
  }
}
