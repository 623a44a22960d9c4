package com.aegispay.payments.store;

import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentEvent;
import com.aegispay.payments.payment.PaymentHistory;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.starter.tenant.MerchantRows;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Payments as their events make them, now and at any time before. */
public final class History {

  /** A snapshot, where there is one, is the first row, and has no kind. */
  private static final String SINCE_SNAPSHOT =
      """
      with s as (
        select sequence, state from payment_snapshots
        where merchant_id = ? and payment_id = ? and form = ?)
      select sequence, null as kind, null as version, state as payload from s
      union all
      select sequence, kind, version, payload::text from payment_events
      where merchant_id = ? and payment_id = ? and sequence > coalesce((select sequence from s), 0)
      order by sequence
      """;

  private static final String EVENTS =
      """
      select kind, version, payload::text from payment_events
      where merchant_id = ? and payment_id = ? order by sequence
      """;

  private final MerchantRows rows;
  private final EventCodec codec = new EventCodec();

  public History(MerchantRows rows) {
    this.rows = rows;
  }

  private record Row(@Nullable PaymentEvent event, @Nullable Payment snapshot) {}

  Optional<Payment> find(MerchantId merchant, PaymentId id) {
    List<Row> found =
        rows.query(
            merchant.value(),
            SINCE_SNAPSHOT,
            (row, _) ->
                row.getString("kind") == null
                    ? new Row(null, Snapshots.read(row.getString("payload")))
                    : new Row(
                        codec.read(
                            row.getString("kind"), row.getInt("version"), row.getString("payload")),
                        null),
            merchant.value(),
            id.value(),
            Snapshots.FORM,
            merchant.value(),
            id.value());
    Payment snapshot = found.isEmpty() ? null : found.getFirst().snapshot();
    List<PaymentEvent> events =
        found.stream().map(Row::event).filter(event -> event != null).toList();
    if (snapshot != null) {
      return Optional.of(events.isEmpty() ? snapshot : PaymentHistory.after(snapshot, events));
    }
    return events.isEmpty() ? Optional.empty() : Optional.of(PaymentHistory.replay(events));
  }

  /** Every event of a payment, in its order; none when this merchant has no such payment. */
  public List<PaymentEvent> events(MerchantId merchant, PaymentId id) {
    return rows.query(
        merchant.value(),
        EVENTS,
        (row, _) -> codec.read(row.getString(1), row.getInt(2), row.getString(3)),
        merchant.value(),
        id.value());
  }

  /** The payment as it was at a time; empty when it did not exist in this mode then. */
  public Optional<Payment> asOf(MerchantId merchant, boolean livemode, PaymentId id, Instant time) {
    List<PaymentEvent> until =
        events(merchant, id).stream().takeWhile(event -> !shownAt(event).isAfter(time)).toList();
    return until.isEmpty()
        ? Optional.empty()
        : Optional.of(PaymentHistory.replay(until))
            .filter(payment -> payment.details().livemode() == livemode);
  }

  /** Merchants see milliseconds; the time they saw must bring what they saw. */
  private static Instant shownAt(PaymentEvent event) {
    return event.at().truncatedTo(ChronoUnit.MILLIS);
  }
}
