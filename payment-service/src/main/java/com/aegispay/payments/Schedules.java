package com.aegispay.payments;

import com.aegispay.payments.flow.DoDuties;
import com.aegispay.payments.flow.SettleDoubt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What happens by itself: settling doubt, doing duties, and measuring both. */
@Component
@EnableScheduling
class Schedules {

  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  private final SettleDoubt doubt;
  private final DoDuties duties;
  private final Backlog backlog;

  Schedules(SettleDoubt doubt, DoDuties duties, Backlog backlog) {
    this.doubt = doubt;
    this.duties = duties;
    this.backlog = backlog;
  }

  @Scheduled(fixedDelayString = "${aegispay.doubt.every:500ms}")
  void settleDoubt() {
    unlessStorageIsAway("settling doubt", () -> log("settled", doubt.sweep()));
  }

  @Scheduled(fixedDelayString = "${aegispay.doubt.every:500ms}")
  void doDuties() {
    unlessStorageIsAway("doing duties", () -> log("duties", duties.sweep()));
  }

  @Scheduled(fixedDelayString = "10s")
  void measure() {
    unlessStorageIsAway("measuring the backlog", backlog::measure);
  }

  private static void unlessStorageIsAway(String what, Runnable work) {
    try (var _ = MDC.putCloseable("service", "payment-service")) {
      work.run();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("{} waits for the database: {}", what, e.getClass().getSimpleName());
    }
  }

  private static void log(String what, int many) {
    if (many > 0) {
      LOG.debug("{}: {}", what, many);
    }
  }
}
