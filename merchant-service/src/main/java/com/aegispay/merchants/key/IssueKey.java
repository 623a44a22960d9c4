package com.aegispay.merchants.key;

import com.aegispay.merchants.change.Change;
import com.aegispay.merchants.change.OwnedId;
import com.aegispay.starter.id.Ids;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Makes a key. The answer is the only place where its secret is ever shown. */
@Component
public class IssueKey {

  private final ApiKeys keys;
  private final Ids ids;
  private final SecureRandom random;
  private final InstantSource clock;

  IssueKey(ApiKeys keys, Ids ids, SecureRandom random, InstantSource clock) {
    this.keys = keys;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /** Part of a change of the merchant. */
  public Change<ApiKeyView> issue(NewKey wanted) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Secret secret = Secret.random(wanted.livemode(), random);
    OwnedId id = new OwnedId(wanted.merchantId(), ids.next("key"));
    ApiKey key = keys.saveAndFlush(new ApiKey(id, wanted, secret, now));
    return Change.of(key.view(secret), KeyFacts.created(key));
  }
}
