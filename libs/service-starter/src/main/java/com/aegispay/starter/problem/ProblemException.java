package com.aegispay.starter.problem;

/**
 * Ends a request with a problem. The only exception of its kind: inside a service a refusal is a
 * value, and this is thrown at the door where nothing more is to be done.
 */
public final class ProblemException extends RuntimeException {

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.code().wireName() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
