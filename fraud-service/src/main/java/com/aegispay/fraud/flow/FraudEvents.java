package com.aegispay.fraud.flow;

import com.aegispay.fraud.rules.Reason;
import com.aegispay.fraud.rules.Scope;
import com.aegispay.fraud.store.KeptAssessment;
import com.aegispay.fraud.store.Review;
import com.aegispay.outbox.Event;
import com.aegispay.starter.id.Ids;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told on the {@code fraud} topic, with the payment as subject: assessed is its first
 * event, and where a review opens that is the second and its closing the third.
 */
final class FraudEvents {

  private static final String TOPIC = "fraud";

  private final Ids ids;

  FraudEvents(Ids ids) {
    this.ids = ids;
  }

  record Assessed(
      String assessment, String payment, int score, String decision, List<Reason> reasons) {}

  record Reviewed(String review, String payment, @Nullable String decision) {}

  Event assessed(KeptAssessment kept) {
    Assessed data =
        new Assessed(
            kept.id(),
            kept.payment(),
            kept.assessment().score(),
            kept.assessment().decision().toString(),
            kept.assessment().reasons());
    return event("fraud.assessed", 1, kept.payment(), kept.scope(), kept.assessedAt(), data, null);
  }

  Event opened(ReviewResource review, Scope scope) {
    return event(
        "review.opened",
        2,
        review.payment(),
        scope,
        review.openedAt(),
        new Reviewed(review.id(), review.payment(), null),
        review);
  }

  Event closed(Review review, Instant at) {
    return event(
        "review.closed",
        3,
        review.payment(),
        review.scope(),
        at,
        new Reviewed(review.id(), review.payment(), review.decision()),
        ReviewResource.of(review));
  }

  private Event event(
      String type,
      long sequence,
      String payment,
      Scope scope,
      Instant at,
      Object data,
      @Nullable Object object) {
    return new Event(
        ids.next("evt"),
        type,
        1,
        sequence,
        payment,
        TOPIC,
        scope.merchantId(),
        scope.livemode(),
        at,
        data,
        object);
  }
}
