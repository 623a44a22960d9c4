package com.aegispay.fraud.store;

import com.aegispay.fraud.rules.RuleBook.Thresholds;
import com.aegispay.fraud.rules.Scope;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a merchant, or an operator for all, set the thresholds. */
@Entity
@Table(name = "thresholds")
@IdClass(ThresholdSetting.Key.class)
@SuppressWarnings("NullAway.Init") // JPA's constructor
public class ThresholdSetting {

  @Id private String merchantId;
  @Id private boolean livemode;
  private int reviewAt;
  private int declineAt;
  private Instant updatedAt;
  @Version private @Nullable Integer version;

  protected ThresholdSetting() {}

  public ThresholdSetting(Scope scope, Thresholds thresholds, Instant at) {
    this.merchantId = scope.merchantId();
    this.livemode = scope.livemode();
    set(thresholds, at);
  }

  /** What the database knows thresholds by. */
  public record Key(String merchantId, boolean livemode) implements Serializable {

    public static Key of(Scope scope) {
      return new Key(scope.merchantId(), scope.livemode());
    }
  }

  public final void set(Thresholds thresholds, Instant at) {
    reviewAt = thresholds.reviewAt();
    declineAt = thresholds.declineAt();
    updatedAt = at;
  }

  public Thresholds thresholds() {
    return new Thresholds(reviewAt, declineAt);
  }

  public Instant updatedAt() {
    return updatedAt;
  }
}
