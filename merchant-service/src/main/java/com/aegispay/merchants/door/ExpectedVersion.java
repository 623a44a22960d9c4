package com.aegispay.merchants.door;

import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * The version that a caller saw and means to change, as {@code If-Match} says it.
 *
 * @param version null where the caller takes whatever version there is
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110, If-Match</a>
 */
public record ExpectedVersion(@Nullable Integer version) {

  /** The header's meaning: absent or {@code *} is any version, {@code "3"} is that one. */
  public static ExpectedVersion of(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return new ExpectedVersion(null);
    }
    String tag = ifMatch.strip();
    if (!tag.matches("\"[0-9]{1,9}\"")) {
      throw Problem.ofParam(
              ProblemCode.PARAMETER_INVALID,
              "If-Match",
              "If-Match must be one ETag as this API gave it, in double quotes.")
          .asException();
    }
    return new ExpectedVersion(Integer.valueOf(tag.substring(1, tag.length() - 1)));
  }

  /** Refuses with 409 where the object has moved on. */
  public void check(int actual) {
    if (version != null && version != actual) {
      throw Problem.of(
              ProblemCode.CONCURRENT_CHANGE,
              "The object is at version %d now. Read it and decide again.".formatted(actual))
          .asException();
    }
  }
}
