package com.aegispay.payments.flow;

import com.aegispay.payments.gateway.GatewayNotice;
import com.aegispay.payments.store.OpenAttempts;
import com.aegispay.payments.store.Payments;

/**
 * Takes a gateway's own word on an attempt. It goes the way of every answer: whichever of the call,
 * the inquiry and this comes first is written, the others change nothing.
 */
public final class HearGateway {

  private final OpenAttempts attempts;
  private final Payments payments;
  private final SettleDoubt settle;

  public HearGateway(OpenAttempts attempts, Payments payments, SettleDoubt settle) {
    this.attempts = attempts;
    this.payments = payments;
    this.settle = settle;
  }

  /** Returns whether the attempt is one of ours, and this gateway's: it may speak of no other. */
  public boolean hear(String gateway, GatewayNotice.Said said) {
    return attempts
        .find(gateway, said.attempt())
        .flatMap(
            due ->
                payments
                    .find(due.merchant(), due.payment())
                    .map(payment -> settle.record(payment, due, said.answer().outcome())))
        .isPresent();
  }
}
