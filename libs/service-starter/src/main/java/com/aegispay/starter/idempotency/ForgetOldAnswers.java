package com.aegispay.starter.idempotency;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** Forgets old answers by itself, from the start of the service on. */
public final class ForgetOldAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(ForgetOldAnswers.class);

  /** How many answers one statement deletes at most. */
  static final int AT_ONCE = 1000;

  private final JdbcClient jdbc;
  private final Duration keep;
  private final String service;

  /**
   * @param jdbc of a role that may delete every merchant's answers
   */
  public ForgetOldAnswers(JdbcClient jdbc, Duration keep, String service) {
    this.jdbc = jdbc;
    this.keep = keep;
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
        forgotten = forget();
        LOG.debug("old idempotency answers forgotten: {}", forgotten);
      } while (forgotten == AT_ONCE);
    } catch (DataAccessException | TransactionException e) {
      LOG.debug(
          "forgetting old idempotency answers waits for the database: {}",
          e.getClass().getSimpleName());
    }
  }

  /** Deletes answers that were kept long enough, a thousand at most; returns how many. */
  int forget() {
    return jdbc.sql(
            """
            delete from idempotency_keys where (merchant_id, livemode, key) in (
              select merchant_id, livemode, key from idempotency_keys
              where created_at < now() - make_interval(secs => :keep) and status is not null
              limit :many)
            """)
        .param("keep", keep.toSeconds())
        .param("many", AT_ONCE)
        .update();
  }
}
