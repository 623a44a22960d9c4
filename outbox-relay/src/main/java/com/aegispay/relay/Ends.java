package com.aegispay.relay;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/** Both ends of the way on which one source is carried, and how its reader waits. */
public interface Ends {

  /** A new session with the source. */
  OutboxTable connect() throws SQLException;

  ManifestTopic manifests();

  /** Opens the producer and fences the ones before it. */
  Carrier open();

  /** Waits about this long, but no longer than until the reader is stopped. */
  void pause(long ms, CountDownLatch stopped) throws InterruptedException;
}
