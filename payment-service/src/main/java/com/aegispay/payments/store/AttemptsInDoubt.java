package com.aegispay.payments.store;

import com.aegispay.payments.store.OpenAttempts.Due;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.tenant.WorkerRows;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators look at: attempts of all merchants that are unknown or not given back. */
public final class AttemptsInDoubt {

  private final JdbcClient jdbc;

  public AttemptsInDoubt(WorkerRows worker) {
    this.jdbc = worker.jdbc();
  }

  /**
   * An attempt that an operator may have to look at.
   *
   * @param nextInquiryAt null when only an operator is left
   */
  public record ToLookAt(
      Due attempt,
      String gateway,
      String kind,
      String progress,
      Instant startedAt,
      @Nullable Instant nextInquiryAt) {}

  /** Attempts that are {@code unknown} or {@code stray}, newest first. */
  public List<ToLookAt> toLookAt(String progress, ListQuery query) {
    return jdbc.sql(
            """
            select merchant_id, payment_id, attempt_id, asked, gateway, kind, progress, started_at,
              case when due_at < 'infinity' then due_at end
            from attempts where progress in ('unknown', 'stray') and progress = :progress
            """
                + query.sql("attempt_id"))
        .param("progress", progress)
        .param("cursor", query.cursor())
        .query(
            (row, index) ->
                new ToLookAt(
                    PostgresOpenAttempts.due(row, index),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getTimestamp(8).toInstant(),
                    row.getTimestamp(9) == null ? null : row.getTimestamp(9).toInstant()))
        .list();
  }

  /** How many attempts are unknown, and since when the oldest. */
  public record Unknown(long count, @Nullable Instant since) {}

  public Unknown unknown() {
    return jdbc.sql("select count(*), min(started_at) from attempts where progress = 'unknown'")
        .query(
            (row, index) ->
                new Unknown(
                    row.getLong(1),
                    row.getTimestamp(2) == null ? null : row.getTimestamp(2).toInstant()))
        .single();
  }

  /** How many approvals came too late and are not given back yet. */
  public long strays() {
    return jdbc.sql("select count(*) from attempts where progress = 'stray'")
        .query(Long.class)
        .single();
  }

  /** When the oldest attempt that is still open was started. */
  public Optional<Instant> oldest() {
    return jdbc.sql("select min(started_at) from attempts where due_at is not null")
        .query((row, index) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
        .single();
  }
}
