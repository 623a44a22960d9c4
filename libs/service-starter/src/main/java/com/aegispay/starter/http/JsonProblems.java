package com.aegispay.starter.http;

import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * What a body that could not be read gets told. Jackson's own messages quote the body; these never
 * do.
 */
final class JsonProblems {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");

  private JsonProblems() {}

  static Problem of(JacksonException e) {
    String param = path(e);
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          Problem.ofParam(
              ProblemCode.PARAMETER_UNKNOWN, param, "There is no parameter " + param + ".");
      case StreamReadException syntax when param.isEmpty() || !isValueProblem(syntax) ->
          Problem.of(
              ProblemCode.REQUEST_MALFORMED,
              "The body is not well-formed JSON, at line %d, column %d."
                  .formatted(
                      syntax.getLocation() == null ? 0 : syntax.getLocation().getLineNr(),
                      syntax.getLocation() == null ? 0 : syntax.getLocation().getColumnNr()));
      case MismatchedInputException whole when param.isEmpty() ->
          Problem.of(ProblemCode.REQUEST_MALFORMED, "The body must be one JSON object.");
      case JacksonException whole when param.isEmpty() ->
          Problem.of(ProblemCode.REQUEST_MALFORMED, "The body does not have the documented form.");
      default -> invalid(param, e);
    };
  }

  private static Problem invalid(String param, JacksonException e) {
    Class<?> type =
        e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
            ? mismatch.getTargetType()
            : e instanceof StreamReadException ? Long.class : Object.class;
    ProblemCode code =
        param.equals("amount") || param.endsWith(".amount")
            ? ProblemCode.AMOUNT_INVALID
            : ProblemCode.PARAMETER_INVALID;
    return Problem.ofParam(code, param, param + " must be " + expected(type) + ".");
  }

  private static boolean isValueProblem(StreamReadException e) {
    return e instanceof tools.jackson.core.exc.InputCoercionException;
  }

  private static String expected(Class<?> type) {
    if (type == long.class || type == Long.class || type == int.class || type == Integer.class) {
      return "a whole number in range, without quotes";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a string";
    }
    if (type.isEnum()) {
      return "one of "
          + java.util.Arrays.stream(type.getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
              .collect(java.util.stream.Collectors.joining(", "));
    }
    if (java.util.Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (type == java.time.Instant.class) {
      return "an RFC 3339 time";
    }
    return "of the documented form";
  }

  private static String path(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() != null) {
        path.append(path.isEmpty() ? "" : ".").append(name(step.getPropertyName()));
      } else {
        path.append('[').append(step.getIndex()).append(']');
      }
    }
    return path.toString();
  }

  /** A name as it was sent; {@code ?} where it may be a value in the place of a name. */
  private static String name(String sent) {
    return NAME.matcher(sent).matches() ? sent : "?";
  }

  /**
   * A Java property path as it is written in JSON: {@code paymentMethod.expMonth} becomes {@code
   * payment_method.exp_month}.
   */
  static String snakeCase(String javaPath) {
    return javaPath.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
