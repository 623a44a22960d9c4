package com.aegispay.payments.store;

import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentEvent;
import com.aegispay.payments.payment.PaymentHistory;
import com.aegispay.payments.view.Answers.Written;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one commit writes about one payment.
 *
 * @param before the payment that was decided on; null for a new one
 * @param key the idempotency key of the request that this is done for; null for none
 * @param claim takes the key with this commit; null where it was taken before, or there is none
 * @param answer answers the key, unless it has its answer already; null leaves it open
 * @param askAgainAt when the sweeper asks for an attempt that this change leaves open
 */
public record Change(
    @Nullable Payment before,
    List<PaymentEvent> events,
    Payment after,
    @Nullable String key,
    @Nullable Claim claim,
    @Nullable Answer answer,
    Instant askAgainAt) {

  /** A key is taken by the request that has this fingerprint. */
  public record Claim(String fingerprint) {}

  /** What the request is answered, now and ever after. */
  public record Answer(int status, String body) {

    private static final int NOTHING_HAPPENED = 503;

    /** Whether the key keeps it; otherwise it is free, and the same request may come again. */
    public boolean kept() {
      return status != NOTHING_HAPPENED;
    }
  }

  /** The first change of a payment. */
  public static Change begin(List<PaymentEvent> events, Instant askAgainAt) {
    return new Change(null, events, PaymentHistory.replay(events), null, null, null, askAgainAt);
  }

  /** A change of a payment that exists. */
  public static Change next(Payment before, List<PaymentEvent> events, Instant askAgainAt) {
    Payment after = PaymentHistory.after(before, events);
    return new Change(before, events, after, null, null, null, askAgainAt);
  }

  /** The same, done for a request that takes its key now. */
  public Change claiming(@Nullable String newKey, String fingerprint) {
    return newKey == null
        ? this
        : new Change(before, events, after, newKey, new Claim(fingerprint), answer, askAgainAt);
  }

  /** The same, done for a request that took its key before. */
  public Change under(@Nullable String takenKey) {
    return new Change(before, events, after, takenKey, claim, answer, askAgainAt);
  }

  /** The same, with the request's answer. */
  public Change answering(Written written) {
    Answer with = new Answer(written.status(), written.body());
    return new Change(before, events, after, key, claim, with, askAgainAt);
  }
}
