package com.aegispay.relay;

import com.aegispay.relay.RelayProperties.Source;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One source's outbox through one session. The session holds the lease, so nothing is read or
 * deleted by a relay that lost it: the connection that could would be gone.
 */
final class PostgresOutboxTable implements OutboxTable {
  /** Rows of one batch together hold at most this, unless the first alone is larger. */
  private static final int BATCH_BYTES = 8 << 20;

  /** Subjects that wait for an operator's word about a parked row. */
  private static final String HELD =
      """
      (select merchant_id, topic, subject from outbox_parked where discarded_at is null)""";

  private static final String READ =
      """
      select id, topic, subject, sequence, event_id, type, version, merchant_id, body, traceparent
      from (select *, sum(octet_length(body)) over (order by id) as bytes
            from (select * from outbox
                  where id <> all (?) and (merchant_id, topic, subject) not in %s
                  order by id limit ?) as head) as sized
      where bytes <= ? or bytes = octet_length(body)
      order by id
      """
          .formatted(HELD);

  private static final String PARK =
      """
      with taken as (delete from outbox where id = ? returning *)
      insert into outbox_parked (merchant_id, id, topic, subject, sequence, event_id, type, version,
        body, traceparent, created_at, parked_at, reason)
      select merchant_id, id, topic, subject, sequence, event_id, type, version,
        body, traceparent, created_at, now(), ?
      from taken
      """;

  private static final String BACKLOG =
      """
      with parked as (select count(*) as rows from outbox_parked where discarded_at is null),
        held as (
          select case when parked.rows = 0 then 0 else (
            select count(*) from outbox where (merchant_id, topic, subject) in %s) end as rows
          from parked)
      select (select count(*) from outbox) - held.rows as rows, held.rows as held,
        parked.rows as parked,
        coalesce(extract(epoch from clock_timestamp() - (
          select created_at from outbox where (merchant_id, topic, subject) not in %s
          order by id limit 1)), 0) as oldest_seconds
      from parked, held
      """
          .formatted(HELD, HELD);

  private final String schema;
  private final Connection connection;
  private final JdbcClient jdbc;

  private PostgresOutboxTable(String schema, Connection connection) {
    this.schema = schema;
    this.connection = connection;
    this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
  }

  static PostgresOutboxTable connect(String schema, Source source) throws SQLException {
    return new PostgresOutboxTable(schema, session(schema, source));
  }

  /** A session that ends soon after this host does. */
  static Connection session(String schema, Source source) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", source.username());
    properties.setProperty("password", source.password());
    properties.setProperty("currentSchema", schema);
    properties.setProperty("ApplicationName", "outbox-relay");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("tcpKeepAlive", "true");
    // When this host dies without a word, PostgreSQL notices in about ten seconds and frees the
    // lease.
    properties.setProperty(
        "options",
        "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
            // Statistics of a queue are always of another hour: empty when they were taken, full
            // now.
            + " -c enable_seqscan=off");
    return DriverManager.getConnection(source.url(), properties);
  }

  @Override
  public boolean takeLease() {
    return jdbc.sql("select pg_try_advisory_lock(hashtext('outbox-relay'), hashtext(?))")
        .param(schema)
        .query(Boolean.class)
        .single();
  }

  @Override
  public List<OutboxRow> read(int limit, Manifest onItsWay) {
    return jdbc.sql(READ)
        .params(onItsWay.ids().toArray(Long[]::new), limit, BATCH_BYTES)
        .query(
            (row, _) ->
                new OutboxRow(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getString(5),
                    row.getString(6),
                    row.getInt(7),
                    row.getString(8),
                    row.getString(9),
                    row.getString(10)))
        .list();
  }

  @Override
  public int delete(Manifest manifest) {
    return jdbc.sql(
            """
            delete from outbox o using unnest(?::bigint[], ?::text[]) as published (id, event_id)
            where o.id = published.id and o.event_id = published.event_id
            """)
        .param(manifest.ids().toArray(Long[]::new))
        .param(manifest.eventIds().toArray(String[]::new))
        .update();
  }

  @Override
  public int park(OutboxRow row, String reason) {
    return jdbc.sql(PARK).params(row.id(), reason).update();
  }

  @Override
  public Backlog backlog() {
    return jdbc.sql(BACKLOG)
        .query(
            (row, _) ->
                new Backlog(
                    row.getLong("rows"),
                    row.getDouble("oldest_seconds"),
                    row.getLong("parked"),
                    row.getLong("held")))
        .single();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
