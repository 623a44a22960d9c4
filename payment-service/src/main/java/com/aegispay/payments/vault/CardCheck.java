package com.aegispay.payments.vault;

import com.aegispay.starter.problem.ProblemCode;

/** Whether a card can be what it says it is, as far as that can be told without its issuer. */
public sealed interface CardCheck {

  /** It can. */
  record Valid(CardDetails card) implements CardCheck {}

  /**
   * It cannot.
   *
   * @param param the field, as {@code exp_month}
   * @param detail one sentence, without any value that was sent
   */
  record Invalid(String param, ProblemCode code, String detail) implements CardCheck {}
}
