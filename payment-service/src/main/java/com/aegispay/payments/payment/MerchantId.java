package com.aegispay.payments.payment;

/** A merchant. */
public record MerchantId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
