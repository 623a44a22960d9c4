package com.aegispay.payments.store;

import com.aegispay.payments.payment.MerchantId;
import com.aegispay.starter.tenant.MerchantRows;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of an idempotency key that was claimed with a payment's change. */
public final class IdempotencyRecords {

  /**
   * A claimed key.
   *
   * @param status null while the first request has no answer
   */
  public record Claimed(String fingerprint, @Nullable Integer status, @Nullable String body) {

    /** What the first request was answered; empty while it has no answer. */
    public Optional<Change.Answer> answer() {
      return status == null || body == null
          ? Optional.empty()
          : Optional.of(new Change.Answer(status, body));
    }
  }

  private final MerchantRows rows;

  public IdempotencyRecords(MerchantRows rows) {
    this.rows = rows;
  }

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
