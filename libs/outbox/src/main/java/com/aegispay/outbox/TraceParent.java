package com.aegispay.outbox;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The trace that this thread works for, kept where the log finds it: the same trace id from a
 * request to the events that it causes and to what other services do about them.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public final class TraceParent {

  private static final String TRACE = "trace_id";
  private static final String SPAN = "span_id";
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;
  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private TraceParent() {}

  /** Continues the caller's trace in a new span, or begins one where the header is none. */
  public static void begin(@Nullable String header) {
    Matcher given = FORM.matcher(header == null ? "" : header);
    MDC.put(TRACE, given.matches() ? given.group(1) : random(TRACE_BYTES));
    MDC.put(SPAN, random(SPAN_BYTES));
  }

  /** The header for what this thread asks of others; null where it works for no trace. */
  public static @Nullable String current() {
    String trace = MDC.get(TRACE);
    String span = MDC.get(SPAN);
    return trace == null || span == null ? null : "00-" + trace + "-" + span + "-01";
  }

  private static String random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
