package com.aegispay.starter.http;

import com.aegispay.outbox.Trouble;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.access.Credentials;
import com.aegispay.starter.access.RateLimits;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import com.aegispay.starter.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates {@code /v1/**} and {@code /internal/**}, checks the key's scope and counts its
 * requests. Everything else (health, metrics, documents) is not the merchants' and passes.
 */
public final class AccessFilter extends OncePerRequestFilter {

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);

  private final Credentials credentials;
  private final RateLimits limits;
  private final ProblemWriter problems;

  public AccessFilter(Credentials credentials, RateLimits limits, ProblemWriter problems) {
    this.credentials = credentials;
    this.limits = limits;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !path.startsWith("/v1/") && !path.startsWith("/internal/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      Caller caller = credentials.caller(request.getHeader(HttpHeaders.AUTHORIZATION));
      admit(caller, request, response);
      RequestContext.of(request).authenticated(caller);
    } catch (ProblemException e) {
      problems.write(e.problem(), request, response);
      return;
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("a key cannot be looked up: {}", Trouble.describe(e));
      problems.write(ProblemAdvice.storageAway(), request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  private void admit(Caller caller, HttpServletRequest request, HttpServletResponse response) {
    boolean internal = request.getRequestURI().startsWith("/internal/");
    switch (caller) {
      case Caller.Service() -> require(internal, "The internal key is for /internal/ only.");
      case Caller.Operator() -> require(!internal, "This path serves the platform itself.");
      case Caller.Merchant merchant -> {
        require(!internal, "This path serves the platform itself.");
        MDC.put("merchant_id", merchant.merchantId());
        checkScope(merchant, request);
        count(merchant, response);
      }
    }
  }

  private static void checkScope(Caller.Merchant merchant, HttpServletRequest request) {
    String[] path = request.getRequestURI().split("/", 4);
    String resource = path[2];
    boolean change = !READS.contains(request.getMethod());
    require(
        merchant.may(resource, change),
        "The API key lacks the scope %s:%s.".formatted(resource, change ? "write" : "read"));
  }

  private void count(Caller.Merchant merchant, HttpServletResponse response) {
    RateLimits.Verdict verdict = limits.take(merchant.keyId());
    response.setHeader("RateLimit-Policy", "\"key\";q=%d;w=1".formatted(verdict.limit()));
    response.setHeader("RateLimit", "\"key\";r=%d;t=1".formatted(verdict.remaining()));
    if (!verdict.allowed()) {
      throw Problem.of(
              ProblemCode.RATE_LIMITED,
              "This key may send %d requests a second. Slow down and try again."
                  .formatted(verdict.limit()))
          .retryAfter(1)
          .asException();
    }
  }

  private static void require(boolean permitted, String detail) {
    if (!permitted) {
      throw Problem.of(ProblemCode.PERMISSION_DENIED, detail).asException();
    }
  }
}
