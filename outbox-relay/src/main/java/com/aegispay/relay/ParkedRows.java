package com.aegispay.relay;

import com.aegispay.starter.http.ListQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One source's rows that Kafka refused, through a session of its own: it needs no lease, because
 * the reader decides which subjects are held in the statement that reads.
 */
final class ParkedRows implements AutoCloseable {

  /** A row, by its name; what the event says is not shown. */
  record Parked(
      String id,
      String source,
      String merchant,
      String topic,
      String subject,
      long sequence,
      String event,
      String type,
      String reason,
      Instant parkedAt,
      @Nullable Instant discardedAt,
      @Nullable String discardReason) {}

  private static final String NAME = "('prk_' || :source || '-' || lpad(id::text, 19, '0'))";

  /** With its id it goes back before the rows of its subject that are held. */
  private static final String REPLAY =
      """
      with back as (
        delete from outbox_parked
        where discarded_at is null and (merchant_id, topic, subject) in (
          select merchant_id, topic, subject from outbox_parked
          where discarded_at is null and %s = :id)
        returning *)
      insert into outbox (merchant_id, id, topic, subject, sequence, event_id, type, version, body,
        traceparent, created_at) overriding system value
      select merchant_id, id, topic, subject, sequence, event_id, type, version, body, traceparent,
        created_at
      from back
      """
          .formatted(NAME);

  private final String source;
  private final Connection connection;
  private final JdbcClient jdbc;

  private ParkedRows(String source, Connection connection) {
    this.source = source;
    this.connection = connection;
    this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
  }

  static ParkedRows of(String source, RelayProperties.Source address) throws SQLException {
    return new ParkedRows(source, PostgresOutboxTable.session(source, address));
  }

  /** Those that wait for an operator, or those that were discarded. */
  List<Parked> list(ListQuery query, boolean discarded) {
    return jdbc.sql(
            "select *, "
                + NAME
                + " as name from outbox_parked where (discarded_at is not null) = :discarded"
                + query.sql(NAME))
        .param("source", source)
        .param("discarded", discarded)
        .param("cursor", query.cursor())
        .query(
            (row, _) ->
                new Parked(
                    row.getString("name"),
                    source,
                    row.getString("merchant_id"),
                    row.getString("topic"),
                    row.getString("subject"),
                    row.getLong("sequence"),
                    row.getString("event_id"),
                    row.getString("type"),
                    row.getString("reason"),
                    row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                    row.getObject("discarded_at") == null
                        ? null
                        : row.getObject("discarded_at", OffsetDateTime.class).toInstant(),
                    row.getString("discard_reason")))
        .list();
  }

  /** Moves the row back, and with it all of its subject; answers how many. */
  int replay(String id) {
    return jdbc.sql(REPLAY).param("source", source).param("id", id).update();
  }

  /** Lets the subject go on without the row; answers how many were discarded, one or none. */
  int discard(String id, String reason) {
    return jdbc.sql(
            "update outbox_parked set discarded_at = now(), discard_reason = :reason"
                + " where discarded_at is null and "
                + NAME
                + " = :id")
        .param("source", source)
        .param("id", id)
        .param("reason", reason)
        .update();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
