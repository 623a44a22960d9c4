package com.aegispay.settlement;

import com.aegispay.settlement.flow.RunSettlements;
import com.aegispay.starter.idempotency.Idempotency;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What happens without being asked. */
@Component
class Schedule {

  private final RunSettlements runSettlements;
  private final Idempotency idempotency;

  Schedule(RunSettlements runSettlements, Idempotency idempotency) {
    this.runSettlements = runSettlements;
    this.idempotency = idempotency;
  }

  /** Goes on with runs whose driver died. */
  @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
  void continueRuns() {
    runSettlements.drive();
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
  void forgetOldAnswers() {
    int forgotten = idempotency.forgetOldAnswers();
    while (forgotten > 0) {
      forgotten = idempotency.forgetOldAnswers();
    }
  }
}
