package com.aegispay.payments.store;

import com.aegispay.payments.payment.MerchantId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of an idempotency key that was claimed with a payment's change. */
@FunctionalInterface
public interface IdempotencyRecords {

  /**
   * A claimed key.
   *
   * @param status null while the first request has no answer
   */
  record Claimed(String fingerprint, @Nullable Integer status, @Nullable String body) {

    /** What the first request was answered; empty while it has no answer. */
    public Optional<Change.Answer> answer() {
      return status == null || body == null
          ? Optional.empty()
          : Optional.of(new Change.Answer(status, body));
    }
  }

  Optional<Claimed> find(MerchantId merchant, boolean livemode, String key);
}
