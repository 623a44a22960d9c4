package com.aegispay.payments.view;

import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.Refund;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The public refund object. */
public record RefundView(
    String id,
    String object,
    String payment,
    String status,
    long amount,
    String currency,
    @Nullable String reason,
    @Nullable String failureCode,
    boolean livemode,
    Instant createdAt) {

  public static RefundView of(Payment payment, Refund refund) {
    return new RefundView(
        refund.id().value(),
        "refund",
        payment.id().value(),
        refund.progress().wireName(),
        refund.amount().minor(),
        refund.amount().currency().code(),
        refund.reason(),
        refund.failureCode(),
        payment.details().livemode(),
        refund.createdAt());
  }
}
