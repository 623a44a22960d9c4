package com.aegispay.notification.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Times between Java and PostgreSQL. */
final class Columns {

  private Columns() {}

  static @Nullable Timestamp timestamp(@Nullable Instant time) {
    return time == null ? null : Timestamp.from(time);
  }

  static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  static Instant requiredTime(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(time(row, column), column);
  }
}
