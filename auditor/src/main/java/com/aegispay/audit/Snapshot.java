package com.aegispay.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Properties;
import java.util.function.Supplier;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The database at one moment, for as long as it is open, and the auditor's working tables beside it
 * ({@code snapshot.sql}). Rows are streamed: nothing is held in memory.
 */
final class Snapshot implements AutoCloseable {

  private static final int ROWS_AT_ONCE = 500;

  private final Sources sources;
  private final Connection connection;
  private final JdbcTemplate jdbc;
  private final Instant at;

  private Snapshot(Sources sources, Connection connection) throws SQLException {
    this.sources = sources;
    this.connection = connection;
    this.jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    jdbc.setFetchSize(ROWS_AT_ONCE);
    jdbc.execute(script());
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    // The first statement takes the snapshot; the working tables may still be written.
    this.at = moment();
  }

  static Snapshot open(Sources sources) throws SQLException {
    Connection connection = connect(sources);
    try {
      return new Snapshot(sources, connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  static Connection connect(Sources sources) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", sources.username());
    properties.setProperty("password", sources.password());
    properties.setProperty("ApplicationName", "auditor");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("tcpKeepAlive", "true");
    // Hash tables of everything there is; sorted on disk where they do not fit.
    properties.setProperty("options", "-c work_mem=64MB -c temp_buffers=64MB -c jit=off");
    return DriverManager.getConnection(sources.url(), properties);
  }

  Instant at() {
    return at;
  }

  Sources sources() {
    return sources;
  }

  void execute(String sql, Object... parameters) {
    int _ = jdbc.update(sql, parameters);
  }

  long count(String sql) {
    Long count = jdbc.queryForObject(sql, Long.class);
    return count == null ? 0 : count;
  }

  void read(String sql, RowCallbackHandler reader) {
    jdbc.query(sql, reader);
  }

  PGConnection postgres() {
    try {
      return connection.unwrap(PGConnection.class);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whatever fails within leaves the snapshot usable. */
  <T> T guarded(Supplier<T> work) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      T done = work.get();
      connection.releaseSavepoint(before);
      return done;
    } catch (RuntimeException e) {
      connection.rollback(before);
      throw e;
    }
  }

  /** A command line that shows what a query shows; what is no query is a command line already. */
  String command(String look) {
    if (!look.startsWith("select")) {
      return look.replace("{kafka}", String.valueOf(sources.kafka().get("bootstrap.servers")));
    }
    var address = URI.create(sources.url().substring("jdbc:".length()));
    return "psql -h %s -p %d -U %s -d %s -xc \"%s\""
        .formatted(
            address.getHost(),
            address.getPort() < 0 ? 5432 : address.getPort(),
            sources.username(),
            address.getPath().substring(1),
            look.replace("\"", "\\\""));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private Instant moment() {
    Timestamp now = jdbc.queryForObject("select now()", Timestamp.class);
    if (now == null) {
      throw new IllegalStateException("the database has no time");
    }
    return now.toInstant();
  }

  private static String script() {
    try (var in = Snapshot.class.getResourceAsStream("/com/aegispay/audit/snapshot.sql")) {
      if (in == null) {
        throw new IllegalStateException("snapshot.sql was not packaged");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
