package com.aegispay.payments.flow;

import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.store.Payments;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.MDC;

/** A request to change a payment that exists. */
final class RequestedChange {

  private static final int MAX_OVERTAKEN = 20;

  private RequestedChange() {}

  /**
   * The reply to such a request: to a repetition the one that was given; otherwise what {@code
   * tried} makes of the payment as it is, anew for as long as another change comes first.
   *
   * @param tried decides and commits; empty when it was overtaken
   */
  static Reply reply(
      Replay replay,
      Payments payments,
      PaymentId id,
      Request request,
      Function<Payment, Optional<Reply>> tried) {
    Optional<Reply> earlier = replay.of(request);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    MDC.put("payment_id", id.value());
    for (int i = 0; i < MAX_OVERTAKEN; i++) {
      Optional<Payment> found = payments.find(request.merchant(), request.livemode(), id);
      if (found.isEmpty()) {
        return new Reply.NoSuchPayment();
      }
      Optional<Reply> reply = tried.apply(found.get());
      if (reply.isPresent()) {
        return reply.get();
      }
    }
    throw new IllegalStateException("payment " + id + " changes all the time");
  }
}
