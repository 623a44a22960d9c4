package com.aegispay.starter.idempotency;

import com.aegispay.starter.access.Caller;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request's {@code Idempotency-Key} with the scope it counts in.
 *
 * @param owner the merchant, or {@code operator}
 * @param value 1 to 255 printable ASCII characters; null where the request carries none
 */
public record IdempotencyKey(
    String owner, boolean livemode, @Nullable String value, String method, String path) {

  private static final int MAX_LENGTH = 255;

  /** The key of a request that may do without. */
  public static IdempotencyKey optional(HttpServletRequest request, Caller caller) {
    String value = request.getHeader("Idempotency-Key");
    if (value != null && !isWellFormed(value)) {
      throw Problem.of(
              ProblemCode.IDEMPOTENCY_KEY_INVALID,
              "An Idempotency-Key has 1 to 255 printable ASCII characters.")
          .asException();
    }
    String method = request.getMethod();
    String path = request.getRequestURI();
    return switch (caller) {
      case Caller.Merchant m ->
          new IdempotencyKey(m.merchantId(), m.livemode(), value, method, path);
      case Caller.Operator() -> new IdempotencyKey("operator", true, value, method, path);
      case Caller.Service() -> new IdempotencyKey("service", true, value, method, path);
    };
  }

  /** The key of a request that creates or moves money. */
  public static IdempotencyKey required(HttpServletRequest request, Caller caller) {
    IdempotencyKey key = optional(request, caller);
    if (key.value() == null) {
      throw Problem.of(
              ProblemCode.IDEMPOTENCY_KEY_REQUIRED,
              "Send an Idempotency-Key header (a random UUID will do), so that a repeat of this"
                  + " request cannot move money twice.")
          .asException();
    }
    return key;
  }

  private static boolean isWellFormed(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_LENGTH
        && value.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
