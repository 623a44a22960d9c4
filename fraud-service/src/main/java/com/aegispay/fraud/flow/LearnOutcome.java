package com.aegispay.fraud.flow;

import com.aegispay.fraud.store.MerchantProfiles;
import com.aegispay.fraud.store.MerchantProfiles.SeenCard;
import com.aegispay.fraud.velocity.VelocityCounters;
import java.time.Instant;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Learns what became of an assessed payment, in the caller's transaction. The counters follow after
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

  public void approved(String merchantId, String payment, Instant at) {
    profiles
        .approved(merchantId, payment, at)
        .ifPresent(card -> afterCommit(() -> countApproval(card, at)));
  }

  public void failed(String merchantId, String payment, Instant at) {
    profiles
        .failed(merchantId, payment, at)
        .ifPresent(card -> afterCommit(() -> countFailure(card, payment, at)));
  }

  private void countApproval(SeenCard card, Instant at) {
    velocity.approved(card.scope(), card.fingerprint(), at);
  }

  private void countFailure(SeenCard card, String payment, Instant at) {
    velocity.failed(card.scope(), card.fingerprint(), payment, at);
  }

  private static void afterCommit(Runnable work) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }
}
