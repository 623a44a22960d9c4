package com.aegispay.payments.payment;

import org.jspecify.annotations.Nullable;

/** What became of an attempt, as far as is known. Doubt is an outcome of its own. */
public sealed interface Outcome {

  /** The gateway did what it was asked for. */
  record Approved(String reference) implements Outcome {}

  /** The gateway, or the issuer behind it, said no. */
  record Declined(String code, @Nullable String declineCode, String message) implements Outcome {}

  /** The customer has to prove who they are, at this address; nothing happens before. */
  record NeedsCustomer(String reference, String url) implements Outcome {}

  /** It is certain that nothing happened at the gateway. */
  record NotDone(String code, String message) implements Outcome {}

  /** The gateway has accepted the request and will say later what became of it. */
  record Pending(String reference) implements Outcome {}

  /** It is not known what happened. Never a decline, never a reason to ask another gateway. */
  record InDoubt(String reason) implements Outcome {}

  /** The outcome in one word. */
  default String wireName() {
    return switch (this) {
      case Approved _ -> "approved";
      case Declined _ -> "declined";
      case NeedsCustomer _ -> "needs_customer";
      case NotDone _ -> "not_done";
      case Pending _ -> "pending";
      case InDoubt _ -> "in_doubt";
    };
  }
}
