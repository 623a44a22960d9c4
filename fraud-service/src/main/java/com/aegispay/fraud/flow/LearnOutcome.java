package com.aegispay.fraud.flow;

import com.aegispay.fraud.rules.Outcome;
import com.aegispay.fraud.rules.SeenCard;
import com.aegispay.fraud.store.MerchantProfiles;
import com.aegispay.fraud.velocity.VelocityCounters;
import java.util.List;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Learns what became of assessed payments, in the caller's transaction. The counters follow after
 * its commit: adding to them twice changes nothing, and what a crash in between loses is forgotten
 * anyway when its window ends.
 */
public final class LearnOutcome {

  private final MerchantProfiles profiles;
  private final VelocityCounters velocity;

  public LearnOutcome(MerchantProfiles profiles, VelocityCounters velocity) {
    this.profiles = profiles;
    this.velocity = velocity;
  }

  /** Learns outcomes, in the order in which they came. */
  public void learn(List<Outcome> outcomes) {
    if (outcomes.isEmpty()) {
      return;
    }
    List<SeenCard> seen = profiles.learn(outcomes);
    if (!seen.isEmpty()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              velocity.learn(seen);
            }
          });
    }
  }
}
