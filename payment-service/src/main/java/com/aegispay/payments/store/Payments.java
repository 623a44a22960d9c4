package com.aegispay.payments.store;

import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentId;
import java.util.Optional;

/**
 * The payments, as their events. A payment's sequence is unique: of two changes that were decided
 * on the same payment one is written.
 */
public interface Payments {

  /** The payment as its events say; empty when this merchant has none of this id in this mode. */
  default Optional<Payment> find(MerchantId merchant, boolean livemode, PaymentId id) {
    return find(merchant, id).filter(payment -> payment.details().livemode() == livemode);
  }

  /** The payment as its events say, in either mode: for the platform's own work. */
  Optional<Payment> find(MerchantId merchant, PaymentId id);

  /**
   * Writes a change, whole or not at all. One without events leaves the payment as it is and stores
   * the answer that it carries.
   */
  Committed commit(Change change);

  /** The idempotency key that an attempt was started under. */
  Optional<String> keyOf(MerchantId merchant, AttemptId attempt);
}
