package com.aegispay.payments.flow;

import com.aegispay.payments.payment.Decision;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentCommand;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.payment.PaymentRules;
import com.aegispay.payments.store.Change;
import com.aegispay.payments.store.Committed;
import com.aegispay.payments.store.Payments;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;

/** Notes that a payment's captures are in a closed settlement. Doing it twice changes nothing. */
public final class SettlePayments {

  private static final int MAX_OVERTAKEN = 20;
  private static final Logger LOG = LoggerFactory.getLogger(SettlePayments.class);

  private final Payments payments;
  private final Clock clock;

  public SettlePayments(Payments payments, Clock clock) {
    this.payments = payments;
    this.clock = clock;
  }

  /**
   * Settles a payment. One that is not known here is reported and passed over: the others of its
   * settlement must not wait for it.
   *
   * @throws OptimisticLockingFailureException when the payment changes all the time: trouble that
   *     passes, so the feed tries again
   */
  public void settle(MerchantId merchant, PaymentId id, String settlement) {
    for (int i = 0; i < MAX_OVERTAKEN; i++) {
      Optional<Payment> payment = payments.find(merchant, id);
      if (payment.isEmpty()) {
        LOG.error("settlement {} holds payment {}, which is not known here", settlement, id);
        return;
      }
      if (settled(payment.get(), settlement)) {
        return;
      }
    }
    throw new OptimisticLockingFailureException("overtaken while settling " + id);
  }

  /** Returns whether that is durable; false when another change came first. */
  private boolean settled(Payment payment, String settlement) {
    Instant now = clock.instant();
    return switch (PaymentRules.decide(payment, new PaymentCommand.Settle(settlement, now))) {
      case Decision.Refused(var refusal) -> {
        LOG.error("settlement {} holds payment {}: {}", settlement, payment.id(), refusal);
        yield true;
      }
      case Decision.Accepted(var events) ->
          events.isEmpty() || payments.commit(Change.next(payment, events, now)) == Committed.DONE;
    };
  }
}
