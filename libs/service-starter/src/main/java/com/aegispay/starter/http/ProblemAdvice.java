package com.aegispay.starter.http;

import com.aegispay.outbox.Trouble;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import com.aegispay.starter.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/** The one place where an exception becomes an answer. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final ProblemWriter problems;

  public ProblemAdvice(ProblemWriter problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(ProblemException e, HttpServletRequest request) {
    return problems.answer(e.problem(), request);
  }

  @ExceptionHandler
  ResponseEntity<Object> unreadable(HttpMessageNotReadableException e, HttpServletRequest request) {
    Problem problem = null;
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException inBody) {
        problem = inBody.problem();
      } else if (problem == null && cause instanceof JacksonException json) {
        problem = JsonProblems.of(json);
      }
    }
    return problems.answer(
        problem != null
            ? problem
            : Problem.of(ProblemCode.REQUEST_MALFORMED, "The request needs a JSON body."),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Object> invalid(MethodArgumentNotValidException e, HttpServletRequest request) {
    List<Problem.Invalid> errors =
        e.getBindingResult().getFieldErrors().stream()
            .map(ProblemAdvice::invalid)
            .sorted(java.util.Comparator.comparing(Problem.Invalid::param))
            .toList();
    if (errors.isEmpty()) {
      String detail =
          e.getBindingResult().getAllErrors().stream()
              .map(error -> String.valueOf(error.getDefaultMessage()))
              .findFirst()
              .orElse("The request is not valid.");
      return problems.answer(Problem.of(ProblemCode.PARAMETER_INVALID, detail), request);
    }
    Problem.Invalid first = errors.getFirst();
    ProblemCode code =
        errors.stream().allMatch(error -> error.code().equals("parameter_missing"))
            ? ProblemCode.PARAMETER_MISSING
            : ProblemCode.PARAMETER_INVALID;
    return problems.answer(
        new Problem(
            code,
            first.param() + " " + first.detail() + ".",
            first.param(),
            null,
            null,
            errors.size() > 1 ? errors : List.of(),
            0),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Object> missing(
      MissingServletRequestParameterException e, HttpServletRequest request) {
    return problems.answer(
        Problem.ofParam(
            ProblemCode.PARAMETER_MISSING,
            e.getParameterName(),
            "The query parameter " + e.getParameterName() + " is required."),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Object> mistyped(
      MethodArgumentTypeMismatchException e, HttpServletRequest request) {
    return problems.answer(
        Problem.ofParam(
            ProblemCode.PARAMETER_INVALID,
            e.getName(),
            "The parameter " + e.getName() + " does not have the form it needs."),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Object> wrongMethod(
      HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
    String allowed =
        e.getSupportedHttpMethods() == null
            ? ""
            : String.join(
                ", ", e.getSupportedHttpMethods().stream().map(Object::toString).sorted().toList());
    ResponseEntity<Object> answer =
        problems.answer(
            Problem.of(
                ProblemCode.METHOD_NOT_ALLOWED,
                "This path takes " + allowed + ", not " + e.getMethod() + "."),
            request);
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .header(HttpHeaders.ALLOW, allowed)
        .body(answer.getBody());
  }

  @ExceptionHandler
  ResponseEntity<Object> wrongType(
      HttpMediaTypeNotSupportedException e, HttpServletRequest request) {
    return problems.answer(
        Problem.of(
            ProblemCode.MEDIA_TYPE_UNSUPPORTED, "Send the body as Content-Type: application/json."),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Object> notAcceptable(
      HttpMediaTypeNotAcceptableException e, HttpServletRequest request) {
    return problems.answer(
        Problem.of(ProblemCode.RESPONSE_TYPE_UNSUPPORTED, "Answers are application/json."),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Object> noRoute(NoResourceFoundException e, HttpServletRequest request) {
    return problems.answer(
        Problem.of(ProblemCode.ROUTE_UNKNOWN, "There is nothing at this path."), request);
  }

  /** Somebody else's change of the same row committed first; nothing of this request did. */
  @ExceptionHandler
  ResponseEntity<Object> overtaken(
      OptimisticLockingFailureException e, HttpServletRequest request) {
    return problems.answer(
        Problem.of(
            ProblemCode.CONCURRENT_CHANGE,
            "The object was changed by another request. Read it and send the change again."),
        request);
  }

  /** The database is away or overloaded. With its key the same request may be sent again. */
  @ExceptionHandler({
    CannotGetJdbcConnectionException.class,
    CannotCreateTransactionException.class,
    DataAccessResourceFailureException.class,
    QueryTimeoutException.class,
    TransientDataAccessException.class
  })
  ResponseEntity<Object> storageAway(Exception e, HttpServletRequest request) {
    LOG.warn("the database does not answer: {}", Trouble.describe(e));
    return problems.answer(storageAway(), request);
  }

  static Problem storageAway() {
    return Problem.of(
            ProblemCode.UNAVAILABLE,
            "The service cannot reach its storage. Send the same request again, with the same"
                + " Idempotency-Key.")
        .retryAfter(2);
  }

  /**
   * A defect. The answer has the request's id and nothing else; the log has the classes and our own
   * place. Messages and traces quote SQL and data, and stay out of both.
   */
  @ExceptionHandler
  ResponseEntity<Object> defect(Exception e, HttpServletRequest request) {
    LOG.error(
        "a request failed: {} {}: {}",
        request.getMethod(),
        request.getRequestURI(),
        Trouble.describe(e));
    return problems.answer(
        Problem.of(
            ProblemCode.INTERNAL_ERROR,
            "The request failed for a reason of ours. Quote the request id if it persists."),
        request);
  }

  private static Problem.Invalid invalid(FieldError error) {
    boolean missing =
        List.of("NotNull", "NotBlank", "NotEmpty").contains(String.valueOf(error.getCode()));
    return new Problem.Invalid(
        JsonProblems.snakeCase(error.getField()),
        missing ? "parameter_missing" : "parameter_invalid",
        missing ? "is required" : String.valueOf(error.getDefaultMessage()));
  }
}
