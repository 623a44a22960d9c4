package com.aegispay.lab.fleet;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/** Tells of each commit, before and after. */
record ObservedTransactions(PlatformTransactionManager manager, FaultPoints points)
    implements PlatformTransactionManager {

  @Override
  public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
    return manager.getTransaction(definition);
  }

  @Override
  public void commit(TransactionStatus status) {
    String work = Thread.currentThread().getName().contains("-feed-") ? "APPLY" : "WORK";
    points.reached(work + ".COMMITTING");
    manager.commit(status);
    points.reached(work + ".COMMITTED");
  }

  @Override
  public void rollback(TransactionStatus status) {
    manager.rollback(status);
  }
}
