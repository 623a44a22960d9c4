package com.aegispay.settlement.flow;

import com.aegispay.outbox.Trouble;
import com.aegispay.settlement.closing.Position;
import com.aegispay.settlement.closing.Run;
import com.aegispay.settlement.store.SettlementRuns;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives settlement runs to their end: one transaction for each merchant, mode and currency, so
 * that a crash between two of them loses nothing and the next driver goes on with what is left.
 */
public final class RunSettlements {

  private static final Logger LOG = LoggerFactory.getLogger(RunSettlements.class);

  /** How long a run rests after its driver died or could not settle everything. */
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final SettlementRuns runs;
  private final CloseSettlement closeSettlement;
  private final InstantSource clock;

  public RunSettlements(SettlementRuns runs, CloseSettlement closeSettlement, InstantSource clock) {
    this.runs = runs;
    this.closeSettlement = closeSettlement;
    this.clock = clock;
  }

  /** Drives every run that nobody drives; called when one is ordered, and by a schedule. */
  public void drive() {
    Optional<Run> run = runs.claim(clock.instant(), LEASE);
    while (run.isPresent()) {
      drive(run.get());
      run = runs.claim(clock.instant(), LEASE);
    }
  }

  private void drive(Run run) {
    boolean allClosed = true;
    for (Position position : runs.due(run)) {
      allClosed &= close(position, run);
      runs.hold(run, clock.instant().plus(LEASE));
    }
    if (allClosed) {
      runs.complete(run, clock.instant());
    }
  }

  /** One merchant's trouble does not keep the others from their money. */
  private boolean close(Position position, Run run) {
    try {
      if (closeSettlement.close(position, run)) {
        LOG.info("{} closed a settlement of {}", run.id(), position.book().merchantId());
      }
      return true;
    } catch (RuntimeException e) {
      LOG.error(
          "{} could not settle {} in {}, and will try again: {}",
          run.id(),
          position.book().merchantId(),
          position.currency(),
          Trouble.describe(e));
      return false;
    }
  }
}
