package com.aegispay.starter.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, before it is known to which request: made where the refusal is understood.
 *
 * @param detail one sentence for the developer who reads it, with the remedy; never a value that
 *     was sent
 * @param param the path of the offending parameter, as {@code payment_method.card.number}
 * @param declineCode why the issuer or the risk check declined
 * @param payment the payment as it is now, where there is one
 * @param errors every invalid parameter, where there are several
 * @param retryAfterSeconds when to try again; 0 says nothing
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public record Problem(
    ProblemCode code,
    String detail,
    @Nullable String param,
    @Nullable String declineCode,
    @Nullable Object payment,
    List<Invalid> errors,
    int retryAfterSeconds) {

  /** One invalid parameter among several. */
  public record Invalid(String param, String code, String detail) {}

  /** The problem as it is sent, {@code application/problem+json}. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @JsonPropertyOrder({"type", "title", "status", "detail", "instance", "code"})
  public record Body(
      String type,
      String title,
      int status,
      String detail,
      String instance,
      String code,
      String requestId,
      boolean retryable,
      @Nullable String param,
      @Nullable String declineCode,
      @Nullable Object payment,
      List<Invalid> errors) {}

  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, null, null, null, List.of(), 0);
  }

  public static Problem ofParam(ProblemCode code, String param, String detail) {
    return new Problem(code, detail, param, null, null, List.of(), 0);
  }

  /** There is no such object, or it is another merchant's: the answer is the same. */
  public static Problem missing(String kind, String id) {
    boolean printable = id.matches("[a-z]{2,4}_[0-9A-Z]{26}");
    return ofParam(
        ProblemCode.RESOURCE_MISSING,
        "id",
        printable ? "There is no " + kind + " " + id + "." : "There is no such " + kind + ".");
  }

  public Problem retryAfter(int seconds) {
    return new Problem(code, detail, param, declineCode, payment, errors, seconds);
  }

  /** The same problem as an exception, for the places where a request ends early. */
  public ProblemException asException() {
    return new ProblemException(this);
  }

  public Body body(String requestId) {
    return new Body(
        "urn:aegispay:problem:" + code.wireName(),
        code.title(),
        code.status(),
        detail,
        "urn:aegispay:request:" + requestId,
        code.wireName(),
        requestId,
        code.retryable(),
        param,
        declineCode,
        payment,
        errors);
  }
}
