package com.aegispay.merchants.key;

import com.aegispay.merchants.change.Change;
import com.aegispay.merchants.change.Fact;
import com.aegispay.merchants.change.OwnedId;
import com.aegispay.starter.access.Caller;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Gives a key a successor with the same scopes; both work for a while. */
@Component
class RotateKey {

  private final ApiKeys keys;
  private final IssueKey issueKey;
  private final InstantSource clock;

  RotateKey(ApiKeys keys, IssueKey issueKey, InstantSource clock) {
    this.keys = keys;
    this.issueKey = issueKey;
    this.clock = clock;
  }

  /**
   * The successor, with its secret. Part of a change of the merchant.
   *
   * @param overlap how long the old key still works
   */
  Change<ApiKeyView> rotate(String keyId, Caller.Merchant caller, Duration overlap) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    ApiKey old =
        keys.findByIdAndLivemode(new OwnedId(caller.merchantId(), keyId), caller.livemode())
            .orElseThrow(() -> Problem.missing("API key", keyId).asException());
    Scopes.requireHeldBy(caller, old.scopes());
    if (!old.known().isUsableAt(now) || old.replacedBy() != null) {
      throw Problem.of(
              ProblemCode.STATE_CONFLICT,
              "A key that was revoked, has expired or has a successor cannot be rotated.")
          .asException();
    }
    Change<ApiKeyView> successor = issueKey.issue(old.successor());
    old.handOver(successor.result().id(), now.plus(overlap), now);
    keys.flush();
    List<Fact> facts = new ArrayList<>(successor.facts());
    facts.add(KeyFacts.updated(old));
    return new Change<>(successor.result(), facts);
  }
}
