package com.aegispay.outbox;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Events that leave this service, committed together with what they tell about. */
public final class Outbox {
  private static final String APPEND =
      "insert into outbox (" + OutboxRows.COLUMNS + ") select * from " + OutboxRows.UNNEST;

  private final JdbcClient jdbc;
  private final EventBody body;

  public Outbox(JdbcClient jdbc, EventBody body) {
    this.jdbc = jdbc;
    this.body = body;
  }

  /**
   * Appends the events in the caller's transaction, in one statement. The relay looks for them.
   *
   * @throws IllegalStateException outside a transaction: an event beside the change it tells about
   *     would be a lie whenever one of the two fails
   */
  public void append(List<Event> events) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("Events are appended in the transaction of their cause");
    }
    if (events.isEmpty()) {
      return;
    }
    int written = jdbc.sql(APPEND).params(OutboxRows.of(events, body).parameters()).update();
    if (written != events.size()) {
      throw new IllegalStateException("%d of %d events written".formatted(written, events.size()));
    }
  }

  public void append(Event... events) {
    append(List.of(events));
  }
}
