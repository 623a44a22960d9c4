package com.aegispay.payments.store;

import com.aegispay.payments.payment.MerchantId;
import com.aegispay.starter.tenant.MerchantRows;
import java.util.List;
import java.util.Optional;

/**
 * All events of a merchant's payments, oldest first, for readers that must not miss one. Who goes
 * on after the last event that he saw has seen every event that was committed before his read, in
 * the order of each payment; none appears later behind him.
 *
 * <p>An event's position is at least the number of the transaction that wrote it, and only
 * positions below every transaction that still runs are shown. What commits late therefore has a
 * position that no reader has passed. The price: while any transaction of the database runs, newer
 * events wait for it.
 */
public final class EventFeed {

  private static final String AFTER =
      """
      select published from payment_events
      where merchant_id = ? and livemode = ? and position < pg_snapshot_xmin(pg_current_snapshot())
        and (position, payment_id, sequence) > (?::xid8, ?, ?)
      order by position, payment_id, sequence limit ?
      """;

  private final MerchantRows rows;

  public EventFeed(MerchantRows rows) {
    this.rows = rows;
  }

  /** Where an event stands in the feed. */
  private record Place(String position, String payment, long sequence) {

    /** Before the first event. */
    static final Place START = new Place("0", "", 0);
  }

  /** The first events of the feed, as they were published. */
  public List<String> first(MerchantId merchant, boolean livemode, int limit) {
    return after(merchant, livemode, Place.START, limit);
  }

  /** The events after one; empty when this merchant has no such event in this mode. */
  public Optional<List<String>> after(
      MerchantId merchant, boolean livemode, String eventId, int limit) {
    return place(merchant, livemode, eventId).map(place -> after(merchant, livemode, place, limit));
  }

  private List<String> after(MerchantId merchant, boolean livemode, Place place, int limit) {
    return rows.query(
        merchant.value(),
        AFTER,
        (row, _) -> row.getString(1),
        merchant.value(),
        livemode,
        place.position(),
        place.payment(),
        place.sequence(),
        limit);
  }

  private Optional<Place> place(MerchantId merchant, boolean livemode, String eventId) {
    return rows
        .query(
            merchant.value(),
            """
            select position::text, payment_id, sequence from payment_events
            where merchant_id = ? and livemode = ? and event_id = ?
            """,
            (row, _) -> new Place(row.getString(1), row.getString(2), row.getLong(3)),
            merchant.value(),
            livemode,
            eventId)
        .stream()
        .findFirst();
  }
}
