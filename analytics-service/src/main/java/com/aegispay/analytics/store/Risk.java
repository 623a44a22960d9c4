package com.aegispay.analytics.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the risk checks said, and what people decided after them. */
public final class Risk {

  private final JdbcClient jdbc;

  public Risk(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One assessment of a payment; the score is 0 to 100. */
  public record Assessment(String id, String paymentId, int score, String decision) {}

  /** A review of a payment; the decision is null while it is open. */
  public record Review(String id, String paymentId, @Nullable String decision) {}

  /** An assessment, whose it is and when it was made. */
  public record Assessed(
      String merchantId, boolean livemode, Assessment assessment, Instant occurredAt) {}

  public void assessed(List<Assessed> rows) {
    if (rows.isEmpty()) {
      return;
    }
    Rows.all(
        rows.size(),
        jdbc.sql(
                """
                insert into assessments (merchant_id, assessment_id, payment_id, livemode, decision, score, assessed_at)
                select * from unnest(?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::int[], ?::timestamptz[])
                """)
            .params(
                List.of(
                    Rows.texts(rows, Assessed::merchantId),
                    Rows.texts(rows, row -> row.assessment().id()),
                    Rows.texts(rows, row -> row.assessment().paymentId()),
                    Rows.flags(rows, Assessed::livemode),
                    Rows.texts(rows, row -> row.assessment().decision()),
                    rows.stream().map(row -> row.assessment().score()).toArray(Integer[]::new),
                    Rows.texts(rows, row -> row.occurredAt().toString())))
            .update());
  }

  /** The review was opened or closed at this time. */
  public void reviewed(String merchantId, boolean livemode, Review review, Instant at) {
    Rows.one(
        jdbc.sql(
                """
                insert into reviews (merchant_id, review_id, payment_id, livemode, decision, opened_at)
                values (?, ?, ?, ?, ?, ?)
                on conflict (merchant_id, review_id) do update set decision = excluded.decision
                """)
            .param(merchantId)
            .param(review.id())
            .param(review.paymentId())
            .param(livemode)
            .param(review.decision())
            .param(Timestamp.from(at))
            .update());
  }
}
