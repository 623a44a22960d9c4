package com.aegispay.fraud.flow;

import com.aegispay.fraud.rules.PaymentFacts;
import com.aegispay.fraud.store.KeptAssessment;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Assesses a payment of a merchant that cannot be, as it would any other, and keeps nothing:
 * PostgreSQL rolls it back, and Redis forgets its windows. It is asked for before there are real
 * payments, which a process that has just started would answer too late.
 */
public final class Rehearsal {

  /** No merchant's id: those begin with {@code mer_}. */
  public static final String MERCHANT = "rehearsal";

  private final AssessPayment assessPayment;
  private final TransactionTemplate transaction;

  public Rehearsal(AssessPayment assessPayment, TransactionTemplate transaction) {
    this.assessPayment = assessPayment;
    this.transaction = transaction;
  }

  public static boolean isOne(PaymentFacts payment) {
    return payment.scope().merchantId().equals(MERCHANT);
  }

  public KeptAssessment assess(PaymentFacts payment) {
    return transaction.execute(
        status -> {
          status.setRollbackOnly();
          return assessPayment.assess(payment);
        });
  }
}
