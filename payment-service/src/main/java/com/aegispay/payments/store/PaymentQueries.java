package com.aegispay.payments.store;

import com.aegispay.payments.payment.MerchantId;
import com.aegispay.starter.http.ListQuery;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

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

  private final JdbcClient jdbc;

  public PaymentQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<Versioned> payment(MerchantId merchant, boolean livemode, String id) {
    return jdbc.sql(
            """
            select object, version from payments
            where merchant_id = :merchant and payment_id = :id and livemode = :livemode
            """)
        .param("merchant", merchant.value())
        .param("id", id)
        .param("livemode", livemode)
        .query((row, index) -> new Versioned(row.getString(1), row.getLong(2)))
        .optional();
  }

  public List<String> payments(
      MerchantId merchant, boolean livemode, Filter filter, ListQuery query) {
    return jdbc.sql(
            """
            select object from payments where merchant_id = :merchant and livemode = :livemode
              and (:status::text is null or status = :status)
              and (:customer::text is null or customer_id = :customer)
              and (:from::timestamptz is null or created_at >= :from)
              and (:until::timestamptz is null or created_at < :until)
            """
                + query.sql("payment_id"))
        .param("merchant", merchant.value())
        .param("livemode", livemode)
        .param("status", filter.status())
        .param("customer", filter.customer())
        .param("from", timestamp(filter.createdGte()))
        .param("until", timestamp(filter.createdLt()))
        .param("cursor", query.cursor())
        .query(String.class)
        .list();
  }

  public Optional<String> refund(MerchantId merchant, boolean livemode, String id) {
    return jdbc.sql(
            """
            select object from refunds
            where merchant_id = :merchant and refund_id = :id and livemode = :livemode
            """)
        .param("merchant", merchant.value())
        .param("id", id)
        .param("livemode", livemode)
        .query(String.class)
        .optional();
  }

  public List<String> refunds(
      MerchantId merchant, boolean livemode, @Nullable String payment, ListQuery query) {
    return jdbc.sql(
            """
            select object from refunds where merchant_id = :merchant and livemode = :livemode
              and (:payment::text is null or payment_id = :payment)
            """
                + query.sql("refund_id"))
        .param("merchant", merchant.value())
        .param("livemode", livemode)
        .param("payment", payment)
        .param("cursor", query.cursor())
        .query(String.class)
        .list();
  }

  /** A payment's published events, by sequence. */
  public List<String> events(MerchantId merchant, String payment, long afterSequence, int limit) {
    return jdbc.sql(
            """
            select published from payment_events
            where merchant_id = :merchant and payment_id = :payment and sequence > :after
            order by sequence limit :limit
            """)
        .param("merchant", merchant.value())
        .param("payment", payment)
        .param("after", afterSequence)
        .param("limit", limit)
        .query(String.class)
        .list();
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
