package com.aegispay.payments.gateway;

import com.aegispay.payments.payment.Outcome;
import org.jspecify.annotations.Nullable;

/** What a gateway's answer, or its silence, means. */
public sealed interface GatewayAnswer {

  /** Done. {@code reference} is the gateway's own for what it did. */
  record Approved(String reference) implements GatewayAnswer {}

  /**
   * The gateway, or the issuer behind it, said no. Final.
   *
   * @param code in the platform's words: {@code card_declined}, {@code expired_card}, ...
   * @param declineCode the issuer's reason, as {@code insufficient_funds}
   */
  record Declined(String code, @Nullable String declineCode, String message)
      implements GatewayAnswer {}

  /** The customer has to prove who they are, at this address, before anything happens. */
  record NeedsCustomer(String reference, String url) implements GatewayAnswer {}

  /** It is certain that nothing happened there: another gateway may be asked. */
  record SoftFailure(String code, String message) implements GatewayAnswer {}

  /** The gateway has the request and will say later what became of it. */
  record Pending(String reference) implements GatewayAnswer {}

  /** It is not known what happened. Only an inquiry may end this. */
  record Unknown(String reason) implements GatewayAnswer {}

  /** What it is to the law of payments. */
  default Outcome outcome() {
    return switch (this) {
      case Approved(String reference) -> new Outcome.Approved(reference);
      case Declined(String code, String declineCode, String message) ->
          new Outcome.Declined(code, declineCode, message);
      case NeedsCustomer(String reference, String url) -> new Outcome.NeedsCustomer(reference, url);
      case SoftFailure(String code, String message) -> new Outcome.NotDone(code, message);
      case Pending(String reference) -> new Outcome.Pending(reference);
      case Unknown(String reason) -> new Outcome.InDoubt(reason);
    };
  }
}
