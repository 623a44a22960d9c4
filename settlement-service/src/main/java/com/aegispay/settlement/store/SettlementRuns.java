package com.aegispay.settlement.store;

import com.aegispay.money.CurrencyCode;
import com.aegispay.settlement.closing.Position;
import com.aegispay.settlement.closing.Run;
import com.aegispay.settlement.ledger.Book;
import com.aegispay.settlement.resource.RunResource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Operators' orders to settle. A run is driven by whoever holds its lease; a lease that ran out
 * means that its driver died, and another goes on. Two drivers of one run waste work and no more.
 */
public final class SettlementRuns {

  private final JdbcClient jdbc;

  public SettlementRuns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Orders a run, free to be driven. */
  public void add(Run run) {
    Rows.one(
        jdbc.sql(
                """
                insert into settlement_runs (id, merchant_id, livemode, up_to, status, driven_until, created_at)
                values (:id, :merchant, :livemode, :upTo, 'running', :createdAt, :createdAt)
                """)
            .param("id", run.id())
            .param("merchant", run.merchantId())
            .param("livemode", run.livemode())
            .param("upTo", Timestamp.from(run.upTo()))
            .param("createdAt", Timestamp.from(run.createdAt()))
            .update(),
        "settlement run");
  }

  public Optional<RunResource> find(String id) {
    return jdbc.sql(
            """
            select r.*, s.settlements, s.payouts from settlement_runs r
            cross join lateral (
              select count(*) as settlements, count(payout_id) as payouts
              from settlements where run_id = r.id) s
            where r.id = :id
            """)
        .param("id", id)
        .query(SettlementRuns::resource)
        .optional();
  }

  /** The oldest run that nobody drives, now driven by the caller for as long as the lease says. */
  public Optional<Run> claim(Instant now, Duration lease) {
    return jdbc.sql(
            """
            update settlement_runs set driven_until = :until
            where id = (
              select id from settlement_runs where status = 'running' and driven_until <= :now
              order by created_at limit 1 for update skip locked)
            returning *
            """)
        .param("now", Timestamp.from(now))
        .param("until", Timestamp.from(now.plus(lease)))
        .query(SettlementRuns::run)
        .optional();
  }

  /** Prolongs the lease. */
  public void hold(Run run, Instant until) {
    Rows.one(
        jdbc.sql("update settlement_runs set driven_until = :until where id = :id")
            .param("id", run.id())
            .param("until", Timestamp.from(until))
            .update(),
        "lease");
  }

  /** Ends a run; the first to do so wins. */
  public void complete(Run run, Instant now) {
    int rows =
        jdbc.sql(
                """
                update settlement_runs set status = 'completed', completed_at = :now
                where id = :id and status = 'running'
                """)
            .param("id", run.id())
            .param("now", Timestamp.from(now))
            .update();
    if (rows > 1) {
      throw new IllegalStateException("a run is one row");
    }
  }

  /** What the run has to settle still. */
  public List<Position> due(Run run) {
    return jdbc.sql(
            """
            select distinct merchant_id, livemode, currency from unsettled
            where occurred_at <= :upTo
              and (cast(:merchant as text) is null or merchant_id = :merchant)
              and (cast(:livemode as boolean) is null or livemode = :livemode)
            order by merchant_id, livemode, currency
            """)
        .param("upTo", Timestamp.from(run.upTo()))
        .param("merchant", run.merchantId())
        .param("livemode", run.livemode())
        .query(
            (row, index) ->
                new Position(
                    new Book(row.getString("merchant_id"), row.getBoolean("livemode")),
                    CurrencyCode.of(row.getString("currency"))))
        .list();
  }

  private static Run run(ResultSet row, int index) throws SQLException {
    return new Run(
        row.getString("id"),
        row.getString("merchant_id"),
        livemode(row),
        row.getTimestamp("up_to").toInstant(),
        row.getTimestamp("created_at").toInstant());
  }

  private static RunResource resource(ResultSet row, int index) throws SQLException {
    Timestamp completedAt = row.getTimestamp("completed_at");
    return new RunResource(
        row.getString("id"),
        "settlement_run",
        row.getString("status"),
        row.getString("merchant_id"),
        livemode(row),
        row.getTimestamp("up_to").toInstant(),
        row.getLong("settlements"),
        row.getLong("payouts"),
        row.getTimestamp("created_at").toInstant(),
        completedAt == null ? null : completedAt.toInstant());
  }

  private static @Nullable Boolean livemode(ResultSet row) throws SQLException {
    boolean livemode = row.getBoolean("livemode");
    return row.wasNull() ? null : livemode;
  }
}
