package com.aegispay.payments.store;

import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentEvent;
import com.aegispay.payments.payment.PaymentHistory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one commit writes about one payment.
 *
 * @param before the payment that was decided on; null for a new one
 * @param claim the idempotency key that this change is made under; null for none
 * @param answer the answer to an earlier claim; null for none
 * @param askAgainAt when the sweeper asks for an attempt that this change leaves open
 */
public record Change(
    @Nullable Payment before,
    List<PaymentEvent> events,
    Payment after,
    @Nullable Claim claim,
    @Nullable Answer answer,
    Instant askAgainAt) {

  /** An idempotency key, taken with the effect; with its answer where that is known at once. */
  public record Claim(String key, String fingerprint, @Nullable Answer answer) {}

  /** The stored answer of a key; written once. */
  public record Answer(String key, int status, String body) {}

  public static Change begin(List<PaymentEvent> events, @Nullable Claim claim, Instant askAgainAt) {
    return new Change(null, events, PaymentHistory.replay(events), claim, null, askAgainAt);
  }

  public static Change next(Payment before, List<PaymentEvent> events, Instant askAgainAt) {
    return new Change(before, events, PaymentHistory.after(before, events), null, null, askAgainAt);
  }

  public Change under(@Nullable Claim by) {
    return new Change(before, events, after, by, answer, askAgainAt);
  }

  public Change answering(@Nullable Answer with) {
    return new Change(before, events, after, claim, with, askAgainAt);
  }
}
