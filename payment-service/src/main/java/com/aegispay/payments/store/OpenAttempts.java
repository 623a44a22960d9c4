package com.aegispay.payments.store;

import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.starter.http.ListQuery;
import com.aegispay.starter.tenant.WorkerRows;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gateway calls whose outcome is not written yet, and who asks for it next: of all merchants, by
 * the role that may see no more of an attempt than that.
 */
public final class OpenAttempts {

  /**
   * An attempt that is due to be asked for.
   *
   * @param asked how often it was asked for before
   */
  public record Due(MerchantId merchant, PaymentId payment, AttemptId attempt, int asked) {}

  private final JdbcClient jdbc;

  public OpenAttempts(WorkerRows worker) {
    this.jdbc = worker.jdbc();
  }

  /**
   * Takes due attempts for a while: no other instance asks for them until the lease has passed, and
   * if this one dies, another takes them then.
   */
  public List<Due> take(Instant now, Duration lease, int limit) {
    return jdbc.sql(
            """
            update attempts a set due_at = :until, asked = a.asked + 1
            from (select merchant_id, attempt_id from attempts
                  where due_at <= :now order by due_at limit :limit for update skip locked) d
            where a.merchant_id = d.merchant_id and a.attempt_id = d.attempt_id
            returning a.merchant_id, a.payment_id, a.attempt_id, a.asked - 1
            """)
        .param("until", Timestamp.from(now.plus(lease)))
        .param("now", Timestamp.from(now))
        .param("limit", limit)
        .query(
            (row, index) ->
                new Due(
                    new MerchantId(row.getString(1)),
                    new PaymentId(row.getString(2)),
                    new AttemptId(row.getString(3)),
                    row.getInt(4)))
        .list();
  }

  /** Whose attempt this is; a gateway that speaks first names nothing else. */
  public Optional<Due> find(String gateway, AttemptId attempt) {
    return jdbc.sql(
            """
            select merchant_id, payment_id, asked from attempts
            where attempt_id = :attempt and gateway = :gateway
            """)
        .param("gateway", gateway)
        .param("attempt", attempt.value())
        .query(
            (row, index) ->
                new Due(
                    new MerchantId(row.getString(1)),
                    new PaymentId(row.getString(2)),
                    attempt,
                    row.getInt(3)))
        .optional();
  }

  /** Whose attempt this is. */
  public Optional<Due> find(AttemptId attempt) {
    return jdbc.sql(
            "select merchant_id, payment_id, asked from attempts where attempt_id = :attempt")
        .param("attempt", attempt.value())
        .query(
            (row, index) ->
                new Due(
                    new MerchantId(row.getString(1)),
                    new PaymentId(row.getString(2)),
                    attempt,
                    row.getInt(3)))
        .optional();
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
                    new Due(
                        new MerchantId(row.getString(1)),
                        new PaymentId(row.getString(2)),
                        new AttemptId(row.getString(3)),
                        row.getInt(4)),
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

  /** Says when to ask again; null leaves it to an operator. */
  public void askAgain(Due attempt, @Nullable Instant at) {
    int rows =
        jdbc.sql(
                """
                update attempts set due_at = coalesce(:at::timestamptz, 'infinity')
                where merchant_id = :merchant and attempt_id = :attempt and due_at is not null
                """)
            .param("at", at == null ? null : Timestamp.from(at))
            .param("merchant", attempt.merchant().value())
            .param("attempt", attempt.attempt().value())
            .update();
    if (rows > 1) {
      throw new IllegalStateException("an attempt id twice: " + attempt.attempt());
    }
  }

  /** When the oldest attempt that is still open was started. */
  public Optional<Instant> oldest() {
    return jdbc.sql("select min(started_at) from attempts where due_at is not null")
        .query((row, index) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
        .single();
  }
}
