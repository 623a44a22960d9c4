package com.aegispay.starter.http;

import com.aegispay.starter.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the request that is being served; one for each request, kept in it. */
public final class RequestContext {

  private static final String ATTRIBUTE = RequestContext.class.getName();

  private final String requestId;
  private final long startedNanos;
  private final Map<String, Long> spentNanos = new LinkedHashMap<>();
  private @Nullable Caller caller;

  RequestContext(String requestId, long startedNanos) {
    this.requestId = requestId;
    this.startedNanos = startedNanos;
  }

  /** The context of a request that came through {@link RequestFilter}. */
  public static RequestContext of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestContext context) {
      return context;
    }
    throw new IllegalStateException("the request did not pass the request filter");
  }

  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  public String requestId() {
    return requestId;
  }

  /** Who calls; null on paths that serve anybody. */
  public @Nullable Caller caller() {
    return caller;
  }

  public void authenticated(Caller by) {
    this.caller = by;
  }

  /** Adds time that was not the platform's own: {@code fraud} or {@code gateway}. */
  public void spent(String where, long nanos) {
    spentNanos.merge(where, nanos, Long::sum);
  }

  /**
   * The {@code Server-Timing} value: {@code platform} is what the others leave of the whole.
   *
   * @see <a href="https://www.w3.org/TR/server-timing/">Server Timing</a>
   */
  String serverTiming(long nowNanos) {
    long elsewhere = spentNanos.values().stream().mapToLong(Long::longValue).sum();
    StringBuilder header =
        new StringBuilder(entry("platform", nowNanos - startedNanos - elsewhere));
    spentNanos.forEach((where, nanos) -> header.append(", ").append(entry(where, nanos)));
    return header.toString();
  }

  private static String entry(String name, long nanos) {
    return "%s;dur=%.1f".formatted(name, nanos / 1e6).toLowerCase(Locale.ROOT);
  }
}
