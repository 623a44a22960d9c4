package com.aegispay.fraud.flow;

import com.aegispay.fraud.store.KeptAssessment;
import com.aegispay.fraud.store.Review;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A review as the API and the events show it.
 *
 * @param status {@code open} or {@code closed}
 * @param decision {@code approve} or {@code decline}; null while it is open
 * @param closedBy {@code operator}, or the id of the merchant's API key
 */
@JsonPropertyOrder({"id", "object"})
public record ReviewResource(
    String id,
    String payment,
    String assessment,
    int score,
    String status,
    @Nullable String decision,
    @Nullable String closedBy,
    boolean livemode,
    Instant openedAt,
    @Nullable Instant closedAt) {

  /** Constant, as in every public resource. */
  @JsonProperty
  public String object() {
    return "review";
  }

  static ReviewResource opened(String id, KeptAssessment kept) {
    return new ReviewResource(
        id,
        kept.payment(),
        kept.id(),
        kept.assessment().score(),
        "open",
        null,
        null,
        kept.scope().livemode(),
        kept.assessedAt(),
        null);
  }

  public static ReviewResource of(Review review) {
    return new ReviewResource(
        review.id(),
        review.payment(),
        review.assessment(),
        review.score(),
        review.isOpen() ? "open" : "closed",
        review.decision(),
        review.closedBy(),
        review.scope().livemode(),
        review.openedAt(),
        review.closedAt());
  }
}
