package com.aegispay.payments.payment;

/** A payment. */
public record PaymentId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
