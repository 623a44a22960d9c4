package com.aegispay.payments.gateway;

import com.aegispay.payments.payment.AttemptId;

/** What a gateway's webhook turns out to be. */
public sealed interface GatewayNotice {

  /**
   * The gateway says what became of an attempt; it may say so before it answers the call itself,
   * more than once, and long afterwards.
   */
  record Said(AttemptId attempt, GatewayAnswer answer) implements GatewayNotice {}

  /** Its signature is missing or wrong, or it makes no sense. */
  record NotGenuine() implements GatewayNotice {}
}
