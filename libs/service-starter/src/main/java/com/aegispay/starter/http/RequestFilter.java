package com.aegispay.starter.http;

import com.aegispay.outbox.TraceParent;
import com.aegispay.starter.id.Ids;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * First in line: gives each request its id (the caller's own {@code Request-Id} when it is a plain
 * token) and the log its fields.
 */
public final class RequestFilter extends OncePerRequestFilter {

  private static final String HEADER = "Request-Id";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  private final Ids ids;
  private final String service;

  public RequestFilter(Ids ids, String service) {
    this.ids = ids;
    this.service = service;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String given = request.getHeader(HEADER);
    String requestId = isToken(given) ? given : ids.next("req");
    new RequestContext(requestId, System.nanoTime()).attachTo(request);
    response.setHeader(HEADER, requestId);
    MDC.put("service", service);
    MDC.put("request_id", requestId);
    TraceParent.begin(request.getHeader("traceparent"));
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.clear();
    }
  }

  private static boolean isToken(@Nullable String text) {
    return text != null && TOKEN.matcher(text).matches();
  }
}
