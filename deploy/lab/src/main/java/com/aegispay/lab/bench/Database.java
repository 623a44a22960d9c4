package com.aegispay.lab.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What PostgreSQL counted: statements, their time, commits; and how far behind the relay is. */
final class Database implements AutoCloseable {

  /** The merchant is told in the same round trip; a transaction is begun in that of its first. */
  private static final String BY_ROLE =
      """
      select r.rolname, sum(s.total_exec_time),
        sum(s.calls) filter (where s.query not ilike 'select set_config%' and s.query not ilike 'begin%')
      from pg_stat_statements s join pg_roles r on r.oid = s.userid
      where not r.rolsuper group by 1 order by 2 desc
      """;

  private static final String DEAREST =
      """
      select r.rolname, s.calls, s.total_exec_time, regexp_replace(left(s.query, 110), '\\s+', ' ', 'g')
      from pg_stat_statements s join pg_roles r on r.oid = s.userid
      where not r.rolsuper order by 3 desc limit 12
      """;

  private static final String COMMITS =
      "select xact_commit from pg_stat_database where datname = current_database()";

  private static final String LAG =
      """
      select coalesce(1000 * extract(epoch from clock_timestamp() - (select created_at from payment.outbox order by id limit 1)), 0)
      """;

  private static final String WAITING =
      "select (select count(*) from payment.outbox) + (select count(*) from fraud.outbox)";

  private final Connection admin;

  /** What one role did. */
  record Work(double execMs, long statements) {}

  Database(Connection admin) throws SQLException {
    this.admin = admin;
    try (var statement = admin.createStatement()) {
      statement.execute("create extension if not exists pg_stat_statements");
    }
  }

  /** Counts from here. */
  void reset() throws SQLException {
    try (var statement = admin.createStatement()) {
      statement.execute("select pg_stat_statements_reset()");
    }
  }

  Map<String, Work> byRole() throws SQLException {
    var roles = new LinkedHashMap<String, Work>();
    try (var statement = admin.createStatement();
        var rows = statement.executeQuery(BY_ROLE)) {
      while (rows.next()) {
        roles.put(rows.getString(1), new Work(rows.getDouble(2), rows.getLong(3)));
      }
    }
    return roles;
  }

  /** The statements that took most time, dearest first. */
  List<String> dearest(int payments) throws SQLException {
    var lines = new ArrayList<String>();
    try (var statement = admin.createStatement();
        var rows = statement.executeQuery(DEAREST)) {
      while (rows.next()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%-18s %5.2f calls %7.3f ms a payment  %s",
                rows.getString(1),
                rows.getLong(2) / (double) payments,
                rows.getDouble(3) / payments,
                rows.getString(4)));
      }
    }
    return lines;
  }

  long commits() throws SQLException {
    return (long) number(COMMITS);
  }

  /** The age of the oldest event that Kafka has not, in milliseconds. */
  double lagMs() throws SQLException {
    return number(LAG);
  }

  long waitingEvents() throws SQLException {
    return (long) number(WAITING);
  }

  @Override
  public void close() throws SQLException {
    admin.close();
  }

  private double number(String sql) throws SQLException {
    try (var statement = admin.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getDouble(1) : 0;
    }
  }
}
