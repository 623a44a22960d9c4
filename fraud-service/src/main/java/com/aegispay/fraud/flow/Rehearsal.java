package com.aegispay.fraud.flow;

import com.aegispay.fraud.rules.PaymentFacts;
import com.aegispay.fraud.rules.Scope;
import com.aegispay.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Assesses payments that nobody made before the service is ready: the first real one would meet
 * classes that are not loaded and statements that are not prepared, for longer than payment-service
 * waits. PostgreSQL keeps nothing of it, and Redis forgets its windows, which are of a merchant
 * that cannot be.
 */
public final class Rehearsal {

  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

  private static final int TIMES = 20;
  private static final Scope NOBODY = new Scope("rehearsal", false);

  private final AssessPayment assessPayment;
  private final TransactionTemplate transaction;

  public Rehearsal(AssessPayment assessPayment, TransactionTemplate transaction) {
    this.assessPayment = assessPayment;
    this.transaction = transaction;
  }

  /** A rehearsal that fails is no reason not to play. */
  public void run() {
    for (int i = 0; i < TIMES; i++) {
      PaymentFacts payment = payment(i);
      try {
        transaction.executeWithoutResult(
            status -> {
              status.setRollbackOnly();
              var _ = assessPayment.assess(payment);
            });
      } catch (DataAccessException | TransactionException e) {
        LOG.warn("the first assessments will be slow: their rehearsal failed", e);
        return;
      }
    }
  }

  private static PaymentFacts payment(int number) {
    return new PaymentFacts(
        "rehearsal_" + number,
        NOBODY,
        Money.of(1000, "EUR"),
        new PaymentFacts.Card("rehearsal", "42424242", "4242", "visa"),
        new PaymentFacts.Customer("rehearsal", "rehearsal@example.com", "DE", "192.0.2.1"));
  }
}
