package com.aegispay.fraud.store;

import com.aegispay.fraud.rules.Scope;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment that somebody has to look at.
 *
 * <pre>
 * open -> closed (approve | decline)
 * </pre>
 */
@Entity
@Table(name = "reviews")
@IdClass(Review.Key.class)
@SuppressWarnings("NullAway.Init") // the fields are set by JPA: a review is opened in SQL
public class Review {

  @Id private String merchantId;
  @Id private String id;
  private String payment;
  private String assessment;
  private boolean livemode;
  private int score;
  private String status;
  private @Nullable String decision;
  private @Nullable String closedBy;
  private Instant openedAt;
  private @Nullable Instant closedAt;
  @Version private int version;

  protected Review() {}

  /** What the database knows a review by. */
  public record Key(String merchantId, String id) implements Serializable {}

  public String id() {
    return id;
  }

  public Scope scope() {
    return new Scope(merchantId, livemode);
  }

  public String payment() {
    return payment;
  }

  public String assessment() {
    return assessment;
  }

  public int score() {
    return score;
  }

  public boolean isOpen() {
    return status.equals("open");
  }

  /** {@code approve} or {@code decline}; null while it is open. */
  public @Nullable String decision() {
    return decision;
  }

  public @Nullable String closedBy() {
    return closedBy;
  }

  public Instant openedAt() {
    return openedAt;
  }

  public @Nullable Instant closedAt() {
    return closedAt;
  }

  /**
   * Closes an open review.
   *
   * @param approve whether the payment may stand
   * @throws IllegalStateException when it is closed
   */
  public void close(boolean approve, String by, Instant at) {
    if (!isOpen()) {
      throw new IllegalStateException("the review is closed");
    }
    status = "closed";
    decision = approve ? "approve" : "decline";
    closedBy = by;
    closedAt = at;
  }
}
