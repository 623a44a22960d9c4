package com.aegispay.notification.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint.
 *
 * @param dueAt when the next attempt may begin, while it is pending
 * @param leasedUntil until then a sender has it
 * @param attempts by number
 */
public record Delivery(
    String merchantId,
    String id,
    String endpointId,
    String eventId,
    String type,
    boolean livemode,
    Status status,
    Instant dueAt,
    @Nullable Instant leasedUntil,
    Instant createdAt,
    @Nullable Instant endedAt,
    List<Attempt> attempts) {

  public enum Status {
    /** An attempt runs or is due at some time. */
    PENDING,
    /** The endpoint answered 2xx. */
    SUCCEEDED,
    /** The ladder has ended, or the endpoint said that it is gone. */
    FAILED,
    /** The endpoint was disabled, deleted or gone when an attempt was due. */
    CANCELLED
  }

  /** The same delivery with its attempts. */
  public Delivery with(List<Attempt> all) {
    return new Delivery(
        merchantId,
        id,
        endpointId,
        eventId,
        type,
        livemode,
        status,
        dueAt,
        leasedUntil,
        createdAt,
        endedAt,
        List.copyOf(all));
  }

  /** Whether a sender has it now. */
  public boolean isBeingSent(Instant now) {
    return status == Status.PENDING && leasedUntil != null && now.isBefore(leasedUntil);
  }
}
