package com.aegispay.payments.store;

import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.PaymentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payments for which the platform has something to do of itself, of all merchants. */
public interface DuePayments {

  /**
   * A payment that is due.
   *
   * @param until when another instance takes it, if nothing was done by then
   */
  record Due(MerchantId merchant, PaymentId payment, Instant until) {}

  /** Takes due payments for a while; if this instance dies, another takes them then. */
  List<Due> take(Instant now, Duration lease, int limit);

  /** Says when it is due after all; a change that came in between has said so itself. */
  void putBack(Due due, @Nullable Instant at);
}
