package com.aegispay.notification.store;

import com.aegispay.notification.webhook.Attempt;
import com.aegispay.notification.webhook.Verdict;
import com.aegispay.notification.webhook.Webhook;
import com.aegispay.outbox.Trouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deliveries that are due. Any number of processes may take from it: a delivery is claimed by one
 * of them at a time, for a lease. Who dies leaves a lease that ends, and the delivery is attempted
 * again: outward, delivery is at least once.
 */
@Component
public class SendingQueue {

  private static final Logger LOG = LoggerFactory.getLogger(SendingQueue.class);

  /**
   * For each endpoint that has something due: as many of its oldest deliveries as it has places
   * free (all processes' leases count), or, where the endpoint is not open, a good many, which end
   * here as cancelled.
   */
  private static final String CLAIM =
      """
      with due as (
        select d.merchant_id, d.delivery_id, e.open
        from busy_endpoints b
        join lateral (
          select status = 'enabled' and gone_at is null as open from endpoints
          where merchant_id = b.merchant_id and endpoint_id = b.endpoint_id) e on true
        cross join lateral (
          select count(*) as sending from deliveries
          where merchant_id = b.merchant_id and endpoint_id = b.endpoint_id
            and status = 'pending' and leased_until is not null and leased_until > :now) s
        cross join lateral (
          select merchant_id, delivery_id, due_at from deliveries
          where merchant_id = b.merchant_id and endpoint_id = b.endpoint_id
            and status = 'pending' and due_at <= :now
            and (leased_until is null or leased_until <= :now)
          order by due_at
          limit case when e.open then greatest(0, :places - s.sending) else 1000 end
          for update skip locked) d
        where b.oldest_due_at <= :now
        order by e.open, d.due_at
        limit :limit
      ), claimed as (
        update deliveries d set
          status = case when due.open then 'pending' else 'cancelled' end,
          ended_at = case when due.open then null else cast(:now as timestamptz) end,
          attempts = d.attempts + due.open::int,
          rung = d.rung + due.open::int,
          leased_until = case when due.open then cast(:until as timestamptz) end
        from due
        where d.merchant_id = due.merchant_id and d.delivery_id = due.delivery_id
        returning d.*
      )
      select c.delivery_id, c.attempts, c.rung, c.event_id, m.type, m.body, e.*
      from claimed c
      join endpoints e using (merchant_id, endpoint_id)
      join messages m using (merchant_id, event_id)
      where c.status = 'pending'
      order by c.due_at
      """;

  private static final String RECORD =
      """
      with attempt as (
        insert into attempts
          (merchant_id, delivery_id, number, started_at, duration_ms, status_code, error, response)
        values (:merchant, :delivery, :number, :started, :duration, cast(:code as int), :error, :response)
      )
      update deliveries set
        status = :status, due_at = coalesce(cast(:next as timestamptz), due_at),
        ended_at = cast(:ended as timestamptz), leased_until = null
      where merchant_id = :merchant and delivery_id = :delivery and status = 'pending'
        and (attempts = :number or :status = 'succeeded')
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Endpoints endpoints;

  public SendingQueue(JdbcClient jdbc, TransactionTemplate transaction, Endpoints endpoints) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.endpoints = endpoints;
  }

  /**
   * Takes what is due, oldest first.
   *
   * @param limit how many at most
   * @param places how many deliveries to one endpoint may be under way at a time
   * @param lease how long the claims last
   */
  public List<Claim> claim(Instant now, int limit, int places, Duration lease) {
    return jdbc
        .sql(CLAIM)
        .param("now", Timestamp.from(now))
        .param("until", Timestamp.from(now.plus(lease)))
        .param("places", places)
        .param("limit", limit)
        .query(this::read)
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Empty for a row that cannot be read: it waits for its lease to end and holds up no other. */
  private Optional<Claim> read(ResultSet row, int index) throws SQLException {
    String deliveryId = row.getString("delivery_id");
    try {
      return Optional.of(
          new Claim(
              deliveryId,
              row.getInt("attempts"),
              row.getInt("rung"),
              endpoints.read(row, index),
              new Webhook(
                  row.getString("merchant_id"),
                  row.getString("event_id"),
                  row.getString("type"),
                  row.getBoolean("livemode"),
                  row.getString("body"))));
    } catch (RuntimeException e) {
      LOG.error("{} or its endpoint cannot be read: {}", deliveryId, Trouble.describe(e));
      return Optional.empty();
    }
  }

  /**
   * Writes down an attempt and what follows from it. An attempt that ended after its lease is
   * written down as well; what follows is then the next one's to say, unless this one succeeded.
   */
  public void record(Claim claim, Attempt attempt, Verdict verdict, Instant now) {
    switch (verdict) {
      case Verdict.Succeeded() -> record(claim, attempt, "succeeded", null, now);
      case Verdict.Again(Instant at) -> record(claim, attempt, "pending", at, null);
      case Verdict.Exhausted() -> record(claim, attempt, "failed", null, now);
      case Verdict.Gone() ->
          transaction.executeWithoutResult(
              _ -> {
                record(claim, attempt, "failed", null, now);
                markGone(claim, now);
              });
    }
  }

  /** The oldest time at which something was due and has not ended. */
  public Optional<Instant> oldestDue() {
    return jdbc.sql("select min(oldest_due_at) from busy_endpoints")
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  private void record(
      Claim claim,
      Attempt attempt,
      String status,
      @Nullable Instant next,
      @Nullable Instant endedAt) {
    int _ =
        jdbc.sql(RECORD)
            .param("merchant", claim.webhook().merchantId())
            .param("delivery", claim.deliveryId())
            .param("number", attempt.number())
            .param("started", Timestamp.from(attempt.startedAt()))
            .param("duration", attempt.durationMs())
            .param("code", attempt.statusCode())
            .param("error", attempt.error())
            .param("response", attempt.response())
            .param("status", status)
            .param("next", Columns.timestamp(next))
            .param("ended", Columns.timestamp(endedAt))
            .update();
  }

  private void markGone(Claim claim, Instant now) {
    int _ =
        jdbc.sql(
                """
                update endpoints set gone_at = :now
                where merchant_id = :merchant and endpoint_id = :endpoint
                """)
            .param("now", Timestamp.from(now))
            .param("merchant", claim.webhook().merchantId())
            .param("endpoint", claim.endpoint().id())
            .update();
  }
}
