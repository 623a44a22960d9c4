package com.aegispay.analytics.feed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is read of an event: of the envelope, and of the {@code data} of each type. The contracts
 * are in contracts/events.
 */
record Told<D>(boolean livemode, Instant occurredAt, D data) {

  /** {@code merchant.*} */
  record Merchant(String name) {}

  /** {@code payment.captured} and {@code refund.*}, in minor units. */
  record Money(long amount, String currency) {}

  /** {@code refund.failed}; {@code reversed} where the refund had succeeded before. */
  record FailedRefund(long amount, String currency, boolean reversed) {}

  /** {@code fraud.assessed} */
  record Assessment(String assessment, String payment, int score, String decision) {}

  /** {@code review.*} */
  record Review(String review, String payment, @Nullable String decision) {}

  /** {@code settlement.closed}, in minor units. */
  record Settlement(
      String settlement, String currency, long gross, long fees, long refunds, long net) {}

  /** {@code payout.created}, in minor units. */
  record Payout(String payout, long amount, String currency) {}

  /** {@code payment.*} by its {@code object}, the payment after the event. */
  record OfPayment(boolean livemode, Instant occurredAt, Payment object) {}

  /** The public payment; the amount is the one that was asked for. */
  record Payment(
      String status, long amount, String currency, @Nullable String gateway, Instant createdAt) {}
}
