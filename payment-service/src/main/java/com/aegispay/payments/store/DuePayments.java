package com.aegispay.payments.store;

import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.starter.tenant.WorkerRows;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Payments for which the platform has something to do of itself, of all merchants. */
public final class DuePayments {

  /**
   * A payment that is due.
   *
   * @param until when another instance takes it, if nothing was done by then
   */
  public record Due(MerchantId merchant, PaymentId payment, Instant until) {}

  private final JdbcClient jdbc;

  public DuePayments(WorkerRows worker) {
    this.jdbc = worker.jdbc();
  }

  /** Takes due payments for a while; if this instance dies, another takes them then. */
  public List<Due> take(Instant now, Duration lease, int limit) {
    Instant until = now.plus(lease);
    return jdbc.sql(
            """
            update payments p set due_at = :until
            from (select merchant_id, payment_id from payments
                  where due_at <= :now order by due_at limit :limit for update skip locked) d
            where p.merchant_id = d.merchant_id and p.payment_id = d.payment_id
            returning p.merchant_id, p.payment_id
            """)
        .param("until", Timestamp.from(until))
        .param("now", Timestamp.from(now))
        .param("limit", limit)
        .query(
            (row, index) ->
                new Due(new MerchantId(row.getString(1)), new PaymentId(row.getString(2)), until))
        .list();
  }

  /** Says when it is due after all; a change that came in between has said so itself. */
  public void putBack(Due due, @Nullable Instant at) {
    int rows =
        jdbc.sql(
                """
                update payments set due_at = :at::timestamptz
                where merchant_id = :merchant and payment_id = :payment and due_at = :until
                """)
            .param("at", at == null ? null : Timestamp.from(at))
            .param("merchant", due.merchant().value())
            .param("payment", due.payment().value())
            .param("until", Timestamp.from(due.until()))
            .update();
    if (rows > 1) {
      throw new IllegalStateException("a payment id twice: " + due.payment());
    }
  }

  /** Since when the one that waits longest has been due; in the future where none waits. */
  public Optional<Instant> oldest() {
    return jdbc.sql("select min(due_at) from payments where due_at is not null")
        .query((row, index) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
        .single();
  }
}
