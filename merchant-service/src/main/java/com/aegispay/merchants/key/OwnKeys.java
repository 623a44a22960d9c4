package com.aegispay.merchants.key;

import com.aegispay.starter.access.KeyDirectory;
import com.aegispay.starter.access.KnownKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The keys where they live: what is asked here is true at once, revocations as well. */
@Component
class OwnKeys implements KeyDirectory {

  private final ApiKeys keys;
  private final LastUses lastUses;
  private final InstantSource clock;

  OwnKeys(ApiKeys keys, LastUses lastUses, InstantSource clock) {
    this.keys = keys;
    this.lastUses = lastUses;
    this.clock = clock;
  }

  @Override
  public Optional<KnownKey> find(String keyHash) {
    Optional<KnownKey> found = keys.findByKeyHash(keyHash).map(ApiKey::known);
    Instant now = clock.instant();
    found
        .filter(key -> key.isUsableAt(now))
        .ifPresent(key -> lastUses.saw(key.merchantId(), key.keyId(), now));
    return found;
  }
}
