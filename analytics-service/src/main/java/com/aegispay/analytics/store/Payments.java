package com.aegispay.analytics.store;

import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Payments as their events left them, and the money that they moved. */
public final class Payments {

  private final JdbcClient jdbc;

  public Payments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Which event, of which payment, and when it happened. */
  public record Cause(
      String merchantId, String paymentId, long sequence, boolean livemode, Instant occurredAt) {}

  /**
   * A payment after an event.
   *
   * @param gateway null when none was asked
   * @param authorized whether this event says that a gateway authorised it
   * @param settled whether this event says that it was settled
   */
  public record Snapshot(
      String status,
      String currency,
      long amount,
      @Nullable String gateway,
      boolean authorized,
      boolean settled,
      Instant createdAt) {}

  /** The payment is now like this. */
  public void became(Cause cause, Snapshot now) {
    Rows.one(
        jdbc.sql(
                """
                insert into payments as p (merchant_id, payment_id, livemode, status, currency, amount, gateway,
                  authorized, settled, created_at, updated_at, last_sequence)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (merchant_id, payment_id) do update set
                  status = excluded.status, gateway = coalesce(excluded.gateway, p.gateway),
                  authorized = p.authorized or excluded.authorized,
                  settled = p.settled or excluded.settled,
                  updated_at = excluded.updated_at, last_sequence = excluded.last_sequence
                """)
            .param(cause.merchantId())
            .param(cause.paymentId())
            .param(cause.livemode())
            .param(now.status())
            .param(now.currency())
            .param(now.amount())
            .param(now.gateway())
            .param(now.authorized())
            .param(now.settled())
            .param(Timestamp.from(now.createdAt()))
            .param(Timestamp.from(cause.occurredAt()))
            .param(cause.sequence())
            .update());
  }

  /** Money was captured, in minor units. The payment is known. */
  public void captured(Cause cause, String currency, long amount) {
    moved(cause, "capture", currency, amount);
    change(cause, "amount_captured = amount_captured + :amount", amount);
  }

  /** A refund was asked for. The payment is known. */
  public void refundCreated(Cause cause) {
    change(cause, "status = 'refund_initiated'", 0);
  }

  /** Money went back, in minor units; another event says what the payment's status is. */
  public void refundSucceeded(Cause cause, String currency, long amount) {
    moved(cause, "refund", currency, amount);
    change(cause, "amount_refunded = amount_refunded + :amount", amount);
  }

  /** Money that had gone back came again, in minor units. */
  public void refundReversed(Cause cause, String currency, long amount) {
    moved(cause, "refund", currency, -amount);
    change(cause, "amount_refunded = amount_refunded - :amount", amount);
    refundFailed(cause);
  }

  /** No money went back: the payment is what its money says, as in payment-service. */
  public void refundFailed(Cause cause) {
    change(
        cause,
        """
        status = case when amount_refunded > 0 then 'partially_refunded'
          when settled then 'completed' else 'captured' end\
        """,
        0);
  }

  private void moved(Cause cause, String kind, String currency, long amount) {
    Rows.one(
        jdbc.sql(
                """
                insert into movements (merchant_id, payment_id, sequence, livemode, kind, currency, amount, occurred_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """)
            .params(
                cause.merchantId(),
                cause.paymentId(),
                cause.sequence(),
                cause.livemode(),
                kind,
                currency,
                amount,
                Timestamp.from(cause.occurredAt()))
            .update());
  }

  private void change(Cause cause, String assignment, long amount) {
    Rows.one(
        jdbc.sql(
                "update payments set "
                    + assignment
                    + ", updated_at = :at, last_sequence = :sequence"
                    + " where merchant_id = :merchant and payment_id = :payment")
            .param("amount", amount)
            .param("at", Timestamp.from(cause.occurredAt()))
            .param("sequence", cause.sequence())
            .param("merchant", cause.merchantId())
            .param("payment", cause.paymentId())
            .update());
  }
}
