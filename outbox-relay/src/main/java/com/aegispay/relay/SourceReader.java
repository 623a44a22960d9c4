package com.aegispay.relay;

import com.aegispay.outbox.Trouble;
import com.aegispay.relay.Carrier.NotCarried;
import com.aegispay.relay.Steps.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one source for as long as it has the lease, and tries for it when it has not. */
public final class SourceReader implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(SourceReader.class);
  private static final Duration LEASE_RETRY = Duration.ofSeconds(1);
  private static final Duration MEASURE_EVERY = Duration.ofSeconds(5);
  private static final long FIRST_PAUSE_MS = 100;

  private static final long LONGEST_PAUSE_MS = 5_000;

  /** Deleted rows that are worth a vacuum; fewer are when there is nothing else to do. */
  private static final int VACUUM_ROWS = 20_000;

  private static final int IDLE_VACUUM_ROWS = 2_000;

  private final Ends ends;
  private final RelayProperties properties;
  private final SourceStatus status;
  private final Steps steps;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private long pauseMs = FIRST_PAUSE_MS;

  /**
   * How many of the next rows are known to hold one that Kafka refuses. Kafka does not say which,
   * so they are halved until it is alone.
   */
  private int suspects;

  /** Committed to Kafka in this term, and its rows not deleted yet. */
  private Manifest published = Manifest.NONE;

  private int deadRows;

  public SourceReader(Ends ends, RelayProperties properties, SourceStatus status, Steps steps) {
    this.ends = ends;
    this.properties = properties;
    this.status = status;
    this.steps = steps;
  }

  /** Returns after {@link #stop}, with the batch in hand finished. */
  @Override
  public void run() {
    while (!stopping()) {
      try {
        lead();
      } catch (RuntimeException | SQLException | Error e) {
        // An Error as well: a source whose thread is gone would be carried by nobody here, and
        // whatever it left behind is settled by the next term.
        status.failing(Trouble.describe(e));
        log.warn("{} waits {} ms: {}", status.source(), pauseMs, Trouble.describe(e));
        pause(pauseMs);
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      }
    }
  }

  public void stop() {
    stopped.countDown();
  }

  /** One term: from waiting for the lease to losing it. Ends otherwise only when stopped. */
  private void lead() throws SQLException {
    try (OutboxTable table = ends.connect()) {
      while (!table.takeLease()) {
        status.standby();
        pause(LEASE_RETRY.toMillis());
        if (stopping()) {
          return;
        }
      }
      status.measured(table.backlog());
      ManifestTopic manifests = ends.manifests();
      manifests.create();
      try (Carrier carrier = ends.open()) {
        long batch = settle(table, manifests);
        status.leading();
        pauseMs = FIRST_PAUSE_MS;
        log.info("{} is carried from here, after batch {}", status.source(), batch);
        carryAll(table, carrier, batch);
      }
    }
  }

  /** Finishes what the former leader had published; answers the number of its last batch. */
  private long settle(OutboxTable table, ManifestTopic manifests) {
    Manifest last = manifests.last().orElse(Manifest.NONE);
    int published = table.delete(last);
    if (published > 0) {
      log.info("{} rows of {} had been published already", published, status.source());
    }
    return last.batch();
  }

  private void carryAll(OutboxTable table, Carrier carrier, long lastBatch) {
    published = Manifest.NONE;
    List<OutboxRow> rows = table.read(batchRows(), published);
    long batch = lastBatch;
    long measuredAt = System.nanoTime() - MEASURE_EVERY.toNanos();
    while (!stopping()) {
      if (System.nanoTime() - measuredAt >= MEASURE_EVERY.toNanos()) {
        status.measured(table.backlog());
        measuredAt = System.nanoTime();
      }
      if (!rows.isEmpty()) {
        batch++;
        rows = carry(table, carrier, Manifest.of(batch, rows), rows);
      }
      vacuum(table, rows.isEmpty() ? IDLE_VACUUM_ROWS : VACUUM_ROWS);
      if (rows.isEmpty()) {
        pause(properties.poll().toMillis());
        rows = table.read(batchRows(), published);
      }
    }
    forget(table);
  }

  /**
   * Publishes a batch and answers the next, or none when no more rows are known to wait. The batch
   * before is deleted, and the next one read, while this one travels; it is not committed before
   * the one before is deleted, because its manifest takes the place of that one's.
   */
  private List<OutboxRow> carry(
      OutboxTable table, Carrier carrier, Manifest manifest, List<OutboxRow> rows) {
    long begun = System.nanoTime();
    steps.reached(Step.READ);
    List<OutboxRow> next = List.of();
    try {
      carrier.send(rows, manifest);
      steps.reached(Step.SENT);
      forget(table);
      if (rows.size() == properties.batchRows()) {
        next = table.read(properties.batchRows(), manifest);
      }
      carrier.commit();
    } catch (NotCarried e) {
      if (e.poisoned()) {
        suspects = rows.size() == 1 ? park(table, rows.getFirst(), e) : rows.size();
      }
      throw e;
    }
    published = manifest;
    suspects = Math.max(0, suspects - rows.size());
    steps.reached(Step.COMMITTED);
    if (next.isEmpty()) {
      forget(table);
    }
    status.published(rows.size(), Duration.ofNanos(System.nanoTime() - begun));
    return next;
  }

  /** Deletes what is published. */
  private void forget(OutboxTable table) {
    if (published.ids().isEmpty()) {
      return;
    }
    int deleted = table.delete(published);
    if (deleted != published.ids().size()) {
      log.error(
          "{} of {} published rows of {} were there to delete: someone else deletes from the outbox",
          deleted,
          published.ids().size(),
          status.source());
    }
    deadRows += deleted;
    published = Manifest.NONE;
    steps.reached(Step.DELETED);
  }

  private void vacuum(OutboxTable table, int worthIt) {
    if (deadRows >= worthIt) {
      table.vacuum();
      deadRows = 0;
    }
  }

  /** Sets the culprit aside; answers that no row is suspected any more. */
  private int park(OutboxTable table, OutboxRow row, NotCarried refusal) {
    int parked = table.park(row, Trouble.describe(refusal));
    log.error(
        "{} parked: {} {} sequence {} of {}",
        parked,
        row.type(),
        row.subject(),
        row.sequence(),
        status.source());
    return 0;
  }

  private int batchRows() {
    return suspects == 0 ? properties.batchRows() : Math.max(1, suspects / 2);
  }

  private boolean stopping() {
    return stopped.getCount() == 0;
  }

  private void pause(long ms) {
    try {
      ends.pause(ms, stopped);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }
}
