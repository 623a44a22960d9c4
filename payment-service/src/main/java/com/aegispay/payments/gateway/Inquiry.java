package com.aegispay.payments.gateway;

/** What a gateway says of an attempt when it is asked afterwards. */
public sealed interface Inquiry {

  /** This became of it: never {@link GatewayAnswer.Unknown}. */
  record Known(GatewayAnswer answer) implements Inquiry {}

  /**
   * The gateway never saw it, and will not act on it any more should it still arrive. An adapter
   * that cannot promise the latter says {@link StillUnknown} until it can.
   */
  record NeverSeen() implements Inquiry {}

  /** It could not be found out. Ask again later. */
  record StillUnknown(String reason) implements Inquiry {}
}
