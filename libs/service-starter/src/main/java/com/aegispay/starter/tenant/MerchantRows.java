package com.aegispay.starter.tenant;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.RowMapperResultSetExtractor;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/**
 * Statements on the rows of one merchant. The database is told the merchant with the statement, in
 * the same round trip and the same transaction; the statement sees nothing of another merchant, and
 * can write nothing of another, whatever it says.
 */
public final class MerchantRows {

  /** Ends with the transaction: a connection that goes back to its pool knows no merchant. */
  private static final String TELL = "select set_config('aegispay.merchant', ?, true);\n";

  private final JdbcTemplate jdbc;

  public MerchantRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The rows that a query finds; its parameters are by position. */
  public <T> List<T> query(
      String merchant, String sql, RowMapper<T> row, @Nullable Object... parameters) {
    var rows = new RowMapperResultSetExtractor<>(row);
    return run(
        merchant,
        sql,
        parameters,
        statement -> {
          try (ResultSet result = statement.getResultSet()) {
            return rows.extractData(result);
          }
        });
  }

  /** The rows that a query finds; its parameters are by name, after a colon. */
  public <T> List<T> query(
      String merchant, String sql, Map<String, ?> parameters, RowMapper<T> row) {
    ParsedSql parsed = NamedParameterUtils.parseSqlStatement(sql);
    var source = new MapSqlParameterSource(parameters);
    return query(
        merchant,
        NamedParameterUtils.substituteNamedParameters(parsed, source),
        row,
        NamedParameterUtils.buildValueArray(parsed, source, null));
  }

  /** Writes, and returns how many rows were. */
  public int update(String merchant, String sql, @Nullable Object... parameters) {
    return run(merchant, sql, parameters, PreparedStatement::getUpdateCount);
  }

  private <T> T run(
      String merchant,
      String sql,
      @Nullable Object[] parameters,
      PreparedStatementCallback<T> result) {
    @Nullable Object[] all = new @Nullable Object[parameters.length + 1];
    all[0] = merchant;
    System.arraycopy(parameters, 0, all, 1, parameters.length);
    return Objects.requireNonNull(
        jdbc.execute(
            connection -> connection.prepareStatement(TELL + sql),
            (PreparedStatementCallback<T>)
                statement -> {
                  for (int i = 0; i < all.length; i++) {
                    set(statement, i + 1, all[i]);
                  }
                  return afterTelling(statement, result);
                }));
  }

  /**
   * Sets a parameter with its type, null as text: the statement casts it. Of a parameter without a
   * type the driver has to ask the server, and from then on it ends the implicit transaction
   * between the telling and the statement, which then sees nothing.
   */
  private static void set(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.VARCHAR);
    } else if (value instanceof Timestamp time) {
      statement.setObject(index, time.toInstant().atOffset(ZoneOffset.UTC));
    } else {
      statement.setObject(index, value);
    }
  }

  private static <T> T afterTelling(
      PreparedStatement statement, PreparedStatementCallback<T> result) throws SQLException {
    if (!statement.execute()) {
      throw new IllegalStateException("the merchant was not told");
    }
    boolean rows = statement.getMoreResults();
    if (!rows && statement.getUpdateCount() < 0) {
      throw new IllegalStateException("nothing came after telling the merchant");
    }
    return Objects.requireNonNull(result.doInPreparedStatement(statement));
  }
}
