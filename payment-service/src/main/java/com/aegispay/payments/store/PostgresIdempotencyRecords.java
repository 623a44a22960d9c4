package com.aegispay.payments.store;

import com.aegispay.payments.payment.MerchantId;
import com.aegispay.starter.tenant.MerchantRows;
import java.util.Optional;

/** Idempotency records in PostgreSQL. */
public final class PostgresIdempotencyRecords implements IdempotencyRecords {

  private final MerchantRows rows;

  public PostgresIdempotencyRecords(MerchantRows rows) {
    this.rows = rows;
  }

  @Override
  public Optional<Claimed> find(MerchantId merchant, boolean livemode, String key) {
    return rows
        .query(
            merchant.value(),
            """
            select fingerprint, status, body from idempotency_keys
            where merchant_id = ? and livemode = ? and key = ?
            """,
            (row, _) ->
                new Claimed(row.getString(1), row.getObject(2, Integer.class), row.getString(3)),
            merchant.value(),
            livemode,
            key)
        .stream()
        .findFirst();
  }
}
