package com.aegispay.fraud.flow;

import com.aegispay.fraud.store.IdRange;
import com.aegispay.fraud.store.Review;
import com.aegispay.fraud.store.Reviews;
import com.aegispay.outbox.Outbox;
import com.aegispay.starter.id.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.transaction.support.TransactionTemplate;

/** Closes a review by a decision, once, and tells so. */
public final class CloseReview {

  private final Reviews reviews;
  private final Outbox outbox;
  private final FraudEvents events;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  public CloseReview(
      Reviews reviews,
      Outbox outbox,
      Ids ids,
      TransactionTemplate transaction,
      InstantSource clock) {
    this.reviews = reviews;
    this.outbox = outbox;
    this.events = new FraudEvents(ids);
    this.transaction = transaction;
    this.clock = clock;
  }

  /** What became of the wish. */
  public sealed interface Closing {
    record Closed(Review review) implements Closing {}

    record AlreadyClosed() implements Closing {}

    record NoSuchReview() implements Closing {}
  }

  /**
   * @param visible which reviews the caller may see
   * @param approve whether the payment may stand
   * @param by who decides, as the review will show it
   */
  public Closing close(Specification<Review> visible, String id, boolean approve, String by) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try {
      Closing closing =
          transaction.execute(
              _ -> {
                Optional<Review> found = reviews.findOne(visible.and(IdRange.having("id", id)));
                if (found.isEmpty()) {
                  return new Closing.NoSuchReview();
                }
                Review review = found.get();
                if (!review.isOpen()) {
                  return new Closing.AlreadyClosed();
                }
                review.close(approve, by, now);
                var _ = reviews.saveAndFlush(review);
                outbox.append(events.closed(review, now));
                return new Closing.Closed(review);
              });
      return closing == null ? new Closing.NoSuchReview() : closing;
    } catch (OptimisticLockingFailureException e) {
      // Nothing but a closing ever changes a review.
      return new Closing.AlreadyClosed();
    }
  }
}
