package com.aegispay.settlement;

import com.aegispay.settlement.flow.RunSettlements;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What happens without being asked. */
@Component
class Schedule {

  private final RunSettlements runSettlements;

  Schedule(RunSettlements runSettlements) {
    this.runSettlements = runSettlements;
  }

  /** Goes on with runs whose driver died. */
  @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
  void continueRuns() {
    runSettlements.drive();
  }
}
