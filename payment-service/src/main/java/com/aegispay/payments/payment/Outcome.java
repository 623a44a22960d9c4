package com.aegispay.payments.payment;

import org.jspecify.annotations.Nullable;

/** What became of an attempt, as far as is known. Doubt is an outcome of its own. */
public sealed interface Outcome {

  /** The gateway did what it was asked for. */
  record Approved(String reference) implements Outcome {}

  /** The gateway, or the issuer behind it, said no. */
  record Declined(String code, @Nullable String declineCode, String message) implements Outcome {}

  /** It is certain that nothing happened at the gateway. */
  record NotDone(String code, String message) implements Outcome {}

  /** The gateway has accepted the request and will say later what became of it. */
  record Pending(String reference) implements Outcome {}

  /** It is not known what happened. Never a decline, never a reason to ask another gateway. */
  record InDoubt(String reason) implements Outcome {}
}
