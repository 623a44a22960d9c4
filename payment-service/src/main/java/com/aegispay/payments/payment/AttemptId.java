package com.aegispay.payments.payment;

/** One call to a gateway that moves or releases money; the gateway's idempotency key. */
public record AttemptId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
