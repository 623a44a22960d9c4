package com.aegispay.merchants.change;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PrePersist;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What every edited row has: a version that counts its changes from 1, and its times. */
@MappedSuperclass
public abstract class Versioned {

  /** Null until the row is inserted, which is how Spring Data knows that it is new. */
  @Version private @Nullable Integer version;

  @Column(updatable = false)
  private Instant createdAt;

  private Instant updatedAt;

  @SuppressWarnings("NullAway.Init")
  protected Versioned() {}

  protected Versioned(Instant now) {
    this.createdAt = now;
    this.updatedAt = now;
  }

  @PrePersist
  void startAtOne() {
    version = 1;
  }

  protected void changed(Instant now) {
    updatedAt = now;
  }

  /** As the API's {@code version} and ETag; read it after a flush. */
  public int version() {
    return version == null ? 0 : version;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant updatedAt() {
    return updatedAt;
  }
}
