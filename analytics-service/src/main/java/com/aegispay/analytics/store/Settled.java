package com.aegispay.analytics.store;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Settlements and payouts. */
public final class Settled {

  private final JdbcClient jdbc;

  public Settled(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A settlement that was closed; amounts in minor units. */
  public record Settlement(
      String id, String currency, long gross, long fees, long refunds, long net) {}

  public void closed(String merchantId, boolean livemode, Settlement settlement, Instant at) {
    Rows.one(
        jdbc.sql(
                """
                insert into settlements (merchant_id, settlement_id, livemode, currency, gross, fees, refunds, net, closed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
            .params(
                merchantId,
                settlement.id(),
                livemode,
                settlement.currency(),
                settlement.gross(),
                settlement.fees(),
                settlement.refunds(),
                settlement.net(),
                Timestamp.from(at))
            .update());
  }

  /** A payout that was ordered; the amount in minor units. */
  public void payoutCreated(
      String merchantId, boolean livemode, String id, String currency, long amount, Instant at) {
    Rows.one(
        jdbc.sql(
                """
                insert into payouts (merchant_id, payout_id, livemode, currency, amount, created_at)
                values (?, ?, ?, ?, ?, ?)
                """)
            .params(merchantId, id, livemode, currency, amount, Timestamp.from(at))
            .update());
  }
}
