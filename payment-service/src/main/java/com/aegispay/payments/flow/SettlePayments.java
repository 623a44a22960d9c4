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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;

/** Notes that a payment's captures are in a closed settlement. Doing it twice changes nothing. */
public final class SettlePayments {

  private static final Logger LOG = LoggerFactory.getLogger(SettlePayments.class);

  private final Payments payments;
  private final Clock clock;

  public SettlePayments(Payments payments, Clock clock) {
    this.payments = payments;
    this.clock = clock;
  }

  /**
   * Settles a payment.
   *
   * @throws OptimisticLockingFailureException when another change came first: trouble that passes,
   *     so the feed tries again
   */
  public void settle(MerchantId merchant, PaymentId id, String settlement) {
    Payment payment =
        payments
            .find(merchant, id)
            .orElseThrow(() -> new IllegalStateException("settled, but unknown: " + id));
    Instant now = clock.instant();
    switch (PaymentRules.decide(payment, new PaymentCommand.Settle(settlement, now))) {
      case Decision.Refused(var refusal) ->
          LOG.error("settlement {} holds payment {}: {}", settlement, id, refusal);
      case Decision.Accepted(var events) -> {
        if (!events.isEmpty()
            && payments.commit(Change.next(payment, events, now)) != Committed.DONE) {
          throw new OptimisticLockingFailureException("overtaken while settling " + id);
        }
      }
    }
  }
}
