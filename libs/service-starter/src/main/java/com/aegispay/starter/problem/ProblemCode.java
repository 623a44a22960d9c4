package com.aegispay.starter.problem;

import java.util.Locale;

/**
 * The stable error codes of the public API. A code is never renamed or given another meaning; new
 * ones may be added.
 */
public enum ProblemCode {
  REQUEST_MALFORMED(400, "The request is not well-formed"),
  PARAMETER_MISSING(400, "A required parameter is missing"),
  PARAMETER_UNKNOWN(400, "The request has a parameter that does not exist"),
  PARAMETER_INVALID(400, "A parameter has an invalid value"),
  AMOUNT_INVALID(400, "The amount cannot be used"),
  CURRENCY_INVALID(400, "The currency cannot be used"),
  INCORRECT_NUMBER(400, "The card number is incorrect"),
  CARD_EXPIRED(400, "The card has expired"),
  INVALID_CVC(400, "The card's security code has the wrong form"),
  IDEMPOTENCY_KEY_REQUIRED(400, "The request needs an Idempotency-Key"),
  IDEMPOTENCY_KEY_INVALID(400, "The Idempotency-Key has the wrong form"),
  AUTHENTICATION_REQUIRED(401, "The request carries no API key"),
  API_KEY_INVALID(401, "The API key is not valid"),
  PAYMENT_DECLINED(402, "The payment was declined"),
  PAYMENT_BLOCKED(402, "The risk check declined the payment"),
  PERMISSION_DENIED(403, "The credential does not permit this"),
  RESOURCE_MISSING(404, "There is no such object"),
  ROUTE_UNKNOWN(404, "There is no such path"),
  METHOD_NOT_ALLOWED(405, "The path does not take this method"),
  RESPONSE_TYPE_UNSUPPORTED(406, "The answer cannot be given in that media type"),
  STATE_CONFLICT(409, "The object's state forbids this"),
  AMOUNT_EXCEEDS_AVAILABLE(409, "The amount is more than what is available"),
  OUTCOME_UNKNOWN(409, "An earlier operation's outcome is not known yet", true),
  CONCURRENT_CHANGE(409, "The object was changed by another request", true),
  NO_ELIGIBLE_GATEWAY(409, "No gateway can take this payment"),
  IDEMPOTENCY_KEY_IN_USE(409, "The first request with this Idempotency-Key is still running", true),
  BODY_TOO_LARGE(413, "The request body is too large"),
  MEDIA_TYPE_UNSUPPORTED(415, "The request body has an unsupported media type"),
  IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
  RATE_LIMITED(429, "Too many requests", true),
  INTERNAL_ERROR(500, "Something went wrong on our side", true),
  UNAVAILABLE(503, "The service cannot answer now", true);

  private final int status;
  private final String title;
  private final boolean retryable;

  ProblemCode(int status, String title) {
    this(status, title, false);
  }

  ProblemCode(int status, String title, boolean retryable) {
    this.status = status;
    this.title = title;
    this.retryable = retryable;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** One sentence that is the same for every occurrence. */
  public String title() {
    return title;
  }

  /** Whether the same request, sent again later, may succeed. */
  public boolean retryable() {
    return retryable;
  }

  /** The code as it is written in answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
