package com.aegispay.payments.store;

import com.aegispay.payments.payment.MerchantId;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.tenant.MerchantRows;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** Reads for merchants: always of one merchant, in one mode. The rows are JSON as it is sent. */
public final class PaymentQueries {

  /** The filters of the payments list; null does not filter. */
  public record Filter(
      @Nullable String status,
      @Nullable String customer,
      @Nullable Instant createdGte,
      @Nullable Instant createdLt) {}

  /** A JSON object with the version it has. */
  public record Versioned(String json, long version) {}

  private static final RowMapper<String> FIRST_COLUMN = (row, _) -> row.getString(1);

  private final MerchantRows rows;

  public PaymentQueries(MerchantRows rows) {
    this.rows = rows;
  }

  public Optional<Versioned> payment(MerchantId merchant, boolean livemode, String id) {
    return rows
        .query(
            merchant.value(),
            """
            select object, version from payments
            where merchant_id = ? and payment_id = ? and livemode = ?
            """,
            (row, _) -> new Versioned(row.getString(1), row.getLong(2)),
            merchant.value(),
            id,
            livemode)
        .stream()
        .findFirst();
  }

  public List<String> payments(
      MerchantId merchant, boolean livemode, Filter filter, ListQuery query) {
    Map<String, @Nullable Object> parameters = of(merchant, livemode, query);
    parameters.put("status", filter.status());
    parameters.put("customer", filter.customer());
    parameters.put("from", timestamp(filter.createdGte()));
    parameters.put("until", timestamp(filter.createdLt()));
    return rows.query(
        merchant.value(),
        """
        select object from payments where merchant_id = :merchant and livemode = :livemode
          and (:status::text is null or status = :status)
          and (:customer::text is null or customer_id = :customer)
          and (:from::timestamptz is null or created_at >= :from::timestamptz)
          and (:until::timestamptz is null or created_at < :until::timestamptz)
        """
            + query.sql("payment_id"),
        parameters,
        FIRST_COLUMN);
  }

  public Optional<String> refund(MerchantId merchant, boolean livemode, String id) {
    return rows
        .query(
            merchant.value(),
            """
            select object from refunds
            where merchant_id = ? and refund_id = ? and livemode = ?
            """,
            FIRST_COLUMN,
            merchant.value(),
            id,
            livemode)
        .stream()
        .findFirst();
  }

  public List<String> refunds(
      MerchantId merchant, boolean livemode, @Nullable String payment, ListQuery query) {
    Map<String, @Nullable Object> parameters = of(merchant, livemode, query);
    parameters.put("payment", payment);
    return rows.query(
        merchant.value(),
        """
        select object from refunds where merchant_id = :merchant and livemode = :livemode
          and (:payment::text is null or payment_id = :payment)
        """
            + query.sql("refund_id"),
        parameters,
        FIRST_COLUMN);
  }

  /** A payment's published events, by sequence. */
  public List<String> events(MerchantId merchant, String payment, long afterSequence, int limit) {
    return rows.query(
        merchant.value(),
        """
        select published from payment_events
        where merchant_id = ? and payment_id = ? and sequence > ?
        order by sequence limit ?
        """,
        FIRST_COLUMN,
        merchant.value(),
        payment,
        afterSequence,
        limit);
  }

  private static Map<String, @Nullable Object> of(
      MerchantId merchant, boolean livemode, ListQuery query) {
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put("merchant", merchant.value());
    parameters.put("livemode", livemode);
    parameters.put("cursor", query.cursor());
    return parameters;
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
