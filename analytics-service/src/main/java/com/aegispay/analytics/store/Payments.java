package com.aegispay.analytics.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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

  /**
   * What events in a row made of one payment.
   *
   * @param captured in minor units, by those of them that captured
   */
  public record Became(Cause cause, Snapshot now, long captured) {

    /** The same payment, after a later event. */
    public Became then(Became later) {
      return new Became(
          later.cause,
          new Snapshot(
              later.now.status(),
              later.now.currency(),
              later.now.amount(),
              later.now.gateway() == null ? now.gateway() : later.now.gateway(),
              now.authorized() || later.now.authorized(),
              now.settled() || later.now.settled(),
              later.now.createdAt()),
          captured + later.captured);
    }
  }

  /** Money that was captured, or that went back; in minor units. */
  public record Movement(Cause cause, String kind, String currency, long amount) {}

  /** The payments are now like this; each is named once. */
  public void became(Collection<Became> payments) {
    if (payments.isEmpty()) {
      return;
    }
    List<Became> rows = List.copyOf(payments);
    Rows.all(
        rows.size(),
        jdbc.sql(
                """
                insert into payments as p (merchant_id, payment_id, livemode, status, currency, amount, gateway,
                  authorized, settled, created_at, updated_at, last_sequence, amount_captured)
                select * from unnest(?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[], ?::bigint[], ?::text[],
                  ?::boolean[], ?::boolean[], ?::timestamptz[], ?::timestamptz[], ?::bigint[], ?::bigint[])
                on conflict (merchant_id, payment_id) do update set
                  status = excluded.status, gateway = coalesce(excluded.gateway, p.gateway),
                  authorized = p.authorized or excluded.authorized,
                  settled = p.settled or excluded.settled,
                  amount_captured = p.amount_captured + excluded.amount_captured,
                  updated_at = excluded.updated_at, last_sequence = excluded.last_sequence
                """)
            .params(
                List.of(
                    Rows.texts(rows, row -> row.cause().merchantId()),
                    Rows.texts(rows, row -> row.cause().paymentId()),
                    Rows.flags(rows, row -> row.cause().livemode()),
                    Rows.texts(rows, row -> row.now().status()),
                    Rows.texts(rows, row -> row.now().currency()),
                    Rows.numbers(rows, row -> row.now().amount()),
                    Rows.texts(rows, row -> row.now().gateway()),
                    Rows.flags(rows, row -> row.now().authorized()),
                    Rows.flags(rows, row -> row.now().settled()),
                    Rows.texts(rows, row -> row.now().createdAt().toString()),
                    Rows.texts(rows, row -> row.cause().occurredAt().toString()),
                    Rows.numbers(rows, row -> row.cause().sequence()),
                    Rows.numbers(rows, Became::captured)))
            .update());
  }

  /** Keeps movements of payments that are known. */
  public void moved(List<Movement> movements) {
    if (movements.isEmpty()) {
      return;
    }
    Rows.all(
        movements.size(),
        jdbc.sql(
                """
                insert into movements (merchant_id, payment_id, sequence, livemode, kind, currency, amount, occurred_at)
                select * from unnest(?::text[], ?::text[], ?::bigint[], ?::boolean[], ?::text[], ?::text[], ?::bigint[],
                  ?::timestamptz[])
                """)
            .params(
                List.of(
                    Rows.texts(movements, movement -> movement.cause().merchantId()),
                    Rows.texts(movements, movement -> movement.cause().paymentId()),
                    Rows.numbers(movements, movement -> movement.cause().sequence()),
                    Rows.flags(movements, movement -> movement.cause().livemode()),
                    Rows.texts(movements, Movement::kind),
                    Rows.texts(movements, Movement::currency),
                    Rows.numbers(movements, Movement::amount),
                    Rows.texts(movements, movement -> movement.cause().occurredAt().toString())))
            .update());
  }

  /** A refund was asked for. The payment is known. */
  public void refundCreated(Cause cause) {
    change(cause, "status = 'refund_initiated'", 0);
  }

  /** Money went back, in minor units; another event says what the payment's status is. */
  public void refundSucceeded(Cause cause, String currency, long amount) {
    moved(List.of(new Movement(cause, "refund", currency, amount)));
    change(cause, "amount_refunded = amount_refunded + :amount", amount);
  }

  /** Money that had gone back came again, in minor units. */
  public void refundReversed(Cause cause, String currency, long amount) {
    moved(List.of(new Movement(cause, "refund", currency, -amount)));
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
