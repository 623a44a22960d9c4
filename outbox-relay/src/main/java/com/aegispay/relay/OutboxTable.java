package com.aegispay.relay;

import java.sql.SQLException;
import java.util.List;

/**
 * One source's outbox through one session. The session holds the lease: it ends with the session,
 * and a session that lost it reads and deletes nothing more.
 */
public interface OutboxTable extends AutoCloseable {

  /**
   * What is waiting.
   *
   * @param rows to be carried, and the age of the oldest of them
   * @param parked rows that wait for an operator
   * @param held rows that wait behind a parked one of their subject
   */
  record Backlog(long rows, double oldestSeconds, long parked, long held) {}

  /** Whether this session is now the one that may carry the source; it stays so until it ends. */
  boolean takeLease();

  /** The next rows in their order, without those of a batch that is still on its way. */
  List<OutboxRow> read(int limit, Manifest onItsWay);

  /** Deletes the rows that a manifest names; answers how many were there. */
  int delete(Manifest manifest);

  /** Sets a row aside that Kafka will never take. */
  int park(OutboxRow row, String reason);

  Backlog backlog();

  @Override
  void close() throws SQLException;
}
