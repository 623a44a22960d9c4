package com.aegispay.payments.store;

import com.aegispay.payments.payment.MerchantId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

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

  private final JdbcClient jdbc;

  public IdempotencyRecords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<Claimed> find(MerchantId merchant, boolean livemode, String key) {
    return jdbc.sql(
            """
            select fingerprint, status, body from idempotency_keys
            where merchant_id = :merchant and livemode = :livemode and key = :key
            """)
        .param("merchant", merchant.value())
        .param("livemode", livemode)
        .param("key", key)
        .query(
            (row, index) ->
                new Claimed(row.getString(1), row.getObject(2, Integer.class), row.getString(3)))
        .optional();
  }
}
