package com.aegispay.starter.idempotency;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** Forgets old answers by itself, from the start of the service on. */
public final class ForgetOldAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(ForgetOldAnswers.class);

  private final Idempotency idempotency;
  private final String service;

  public ForgetOldAnswers(Idempotency idempotency, String service) {
    this.idempotency = idempotency;
    this.service = service;
  }

  /**
   * Forgets all that are old enough now. While the database is away they wait for the next time.
   */
  @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  public void run() {
    try (var _ = MDC.putCloseable("service", service)) {
      int forgotten;
      do {
        forgotten = idempotency.forgetOldAnswers();
        LOG.debug("old idempotency answers forgotten: {}", forgotten);
      } while (forgotten == Idempotency.FORGOTTEN_AT_ONCE);
    } catch (DataAccessException | TransactionException e) {
      LOG.debug(
          "forgetting old idempotency answers waits for the database: {}",
          e.getClass().getSimpleName());
    }
  }
}
