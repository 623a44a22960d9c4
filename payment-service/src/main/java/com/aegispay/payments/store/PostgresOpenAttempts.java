package com.aegispay.payments.store;

import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.starter.tenant.WorkerRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Open attempts in PostgreSQL, by the role that may see no more of an attempt than that. */
public final class PostgresOpenAttempts implements OpenAttempts {

  private final JdbcClient jdbc;

  public PostgresOpenAttempts(WorkerRows worker) {
    this.jdbc = worker.jdbc();
  }

  @Override
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
        .query(PostgresOpenAttempts::due)
        .list();
  }

  @Override
  public Optional<Due> find(String gateway, AttemptId attempt) {
    return jdbc.sql(
            """
            select merchant_id, payment_id, attempt_id, asked from attempts
            where attempt_id = :attempt and gateway = :gateway
            """)
        .param("gateway", gateway)
        .param("attempt", attempt.value())
        .query(PostgresOpenAttempts::due)
        .optional();
  }

  @Override
  public Optional<Due> find(AttemptId attempt) {
    return jdbc.sql(
            """
            select merchant_id, payment_id, attempt_id, asked from attempts
            where attempt_id = :attempt
            """)
        .param("attempt", attempt.value())
        .query(PostgresOpenAttempts::due)
        .optional();
  }

  @Override
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

  /** Of a row that begins with merchant, payment, attempt, and how often it was asked for. */
  static Due due(ResultSet row, int index) throws SQLException {
    return new Due(
        new MerchantId(row.getString(1)),
        new PaymentId(row.getString(2)),
        new AttemptId(row.getString(3)),
        row.getInt(4));
  }
}
