package com.aegispay.payments;

import com.aegispay.payments.flow.SettleDoubt;
import com.aegispay.payments.store.OpenAttempts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What happens by itself: settling doubt and measuring it. */
@Component
@EnableScheduling
class Schedules {

  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  private final SettleDoubt doubt;
  private final OpenAttempts open;
  private final AtomicReference<@Nullable Instant> oldest = new AtomicReference<>();

  Schedules(SettleDoubt doubt, OpenAttempts open, MeterRegistry meters, Clock clock) {
    this.doubt = doubt;
    this.open = open;
    meters.gauge(
        "aegispay.attempts.oldest.open.seconds",
        oldest,
        reference -> {
          Instant since = reference.get();
          return since == null ? 0 : Duration.between(since, clock.instant()).toSeconds();
        });
  }

  @Scheduled(fixedDelayString = "${aegispay.doubt.every:500ms}")
  void settleDoubt() {
    unlessStorageIsAway("settling doubt", () -> log("settled", doubt.sweep()));
  }

  @Scheduled(fixedDelayString = "10s")
  void measureDoubt() {
    unlessStorageIsAway("measuring doubt", () -> oldest.set(open.oldest().orElse(null)));
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
