package com.aegispay.outbox;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Tells trouble that goes by (a database or a network away) from an event that cannot be applied.
 */
public final class Trouble {
  /** PostgreSQL error classes: connection, rollback by a rival, resources, operator, system. */
  private static final List<String> PASSING_SQL_STATES =
      List.of("08", "40", "53", "55P03", "57", "58");

  private Trouble() {}

  /** Whether the same event may succeed later, unchanged. */
  public static boolean passes(Throwable error) {
    return causes(error).anyMatch(Trouble::passing);
  }

  private static boolean passing(Throwable error) {
    return switch (error) {
      case TransientDataAccessException _,
          RecoverableDataAccessException _,
          DataAccessResourceFailureException _,
          CannotCreateTransactionException _,
          SQLTransientException _,
          SQLRecoverableException _,
          IOException _,
          TimeoutException _ ->
          true;
      case SQLException sql -> {
        String state = sql.getSQLState();
        yield state != null && PASSING_SQL_STATES.stream().anyMatch(state::startsWith);
      }
      default -> false;
    };
  }

  /**
   * What went wrong and where, for logs and dead letters: classes, SQL state and our own stack
   * frame. Messages are left out because they quote SQL and data.
   */
  public static String describe(Throwable error) {
    StringBuilder text = new StringBuilder();
    causes(error)
        .forEach(
            cause -> {
              text.append(text.isEmpty() ? "" : " <- ").append(cause.getClass().getName());
              if (cause instanceof SQLException sql) {
                text.append(" SQLSTATE ").append(sql.getSQLState());
              }
            });
    causes(error)
        .flatMap(cause -> Stream.of(cause.getStackTrace()))
        .filter(frame -> frame.getClassName().startsWith("com.aegispay."))
        .findFirst()
        .ifPresent(frame -> text.append(" at ").append(frame));
    return text.toString();
  }

  private static Stream<Throwable> causes(Throwable error) {
    return Stream.<Throwable>iterate(error, cause -> cause != null, Throwable::getCause).limit(20);
  }
}
