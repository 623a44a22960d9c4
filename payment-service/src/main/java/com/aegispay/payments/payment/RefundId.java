package com.aegispay.payments.payment;

/** A refund. */
public record RefundId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
