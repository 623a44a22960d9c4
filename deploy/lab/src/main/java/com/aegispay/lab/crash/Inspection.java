package com.aegispay.lab.crash;

import com.aegispay.lab.fleet.Fleet;
import com.aegispay.lab.load.Journal;
import com.aegispay.lab.load.Load;
import com.aegispay.lab.load.WebhookReceiver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Stops the load, lets the platform come to rest, and looks whether every promise was kept. */
final class Inspection {

  private static final Duration REST_LIMIT = Duration.ofSeconds(120);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int STILL = 4;

  private static final String BUSY =
      """
      select (select count(*) from merchant.outbox) + (select count(*) from payment.outbox)
        + (select count(*) from fraud.outbox) + (select count(*) from settlement.outbox)
        + (select count(*) from payment.attempts where due_at is not null)
        + (select count(*) from notification.deliveries where status = 'pending')
      """;

  private static final String MOVES =
      "select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) from pg_stat_user_tables";

  private static final String INTERRUPTED =
      """
      select count(*) from payment.attempts where asked > 0 and due_at is null and started_at > ? and started_at <= ?
      """;

  private final Fleet fleet;
  private final Load load;
  private final Journal journal;
  private final WebhookReceiver webhooks;
  private final RandomGenerator random;

  /**
   * What an inspection saw.
   *
   * @param kills how many there were until then
   * @param resolved attempts whose outcome was found by asking the gateway
   * @param interrupted those of them that each kill since the last inspection left, by its number
   */
  record Inspected(
      int kills,
      int orders,
      long payments,
      long resolved,
      int webhooks,
      Map<Integer, Long> interrupted,
      List<String> violations) {}

  Inspection(
      Fleet fleet,
      Load load,
      Journal journal,
      WebhookReceiver webhooks,
      RandomGenerator random) {
    this.fleet = fleet;
    this.load = load;
    this.journal = journal;
    this.webhooks = webhooks;
    this.random = random;
  }

  /**
   * @param since the kills since the last inspection
   */
  Inspected look(int kills, List<Kill> since) throws SQLException {
    var violations = new ArrayList<String>();
    if (!load.pause(REST_LIMIT)) {
      violations.add("customers still wait, with everything running");
    }
    try (Connection admin = fleet.connectAsAdmin()) {
      rest(admin, violations);
      violations.addAll(journal.check(load.shops(), random));
      return new Inspected(
          kills,
          journal.orders(),
          count(admin, "select count(*) from payment.payments"),
          count(admin, "select count(*) from payment.attempts where asked > 0 and due_at is null"),
          webhooks.received(),
          interrupted(admin, since),
          violations);
    }
  }

  /** Rest is when nothing is due and nothing was written for a while. */
  private static void rest(Connection admin, List<String> violations) throws SQLException {
    long deadline = System.nanoTime() + REST_LIMIT.toNanos();
    int still = 0;
    long moved = -1;
    while (still < STILL) {
      long busy = count(admin, BUSY);
      long moves = count(admin, MOVES);
      still = busy == 0 && moves == moved ? still + 1 : 0;
      moved = moves;
      if (System.nanoTime() - deadline > 0) {
        violations.add(
            "not at rest after %d s: %d rows are still under way"
                .formatted(REST_LIMIT.toSeconds(), busy));
        return;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** An attempt that began before a process was back belongs to its kill. */
  private static Map<Integer, Long> interrupted(Connection admin, List<Kill> since)
      throws SQLException {
    var interrupted = new LinkedHashMap<Integer, Long>();
    Timestamp from = new Timestamp(0);
    try (var statement = admin.prepareStatement(INTERRUPTED)) {
      for (Kill kill : since) {
        Timestamp until = Timestamp.from(kill.at().plus(kill.away()));
        statement.setTimestamp(1, from);
        statement.setTimestamp(2, until);
        try (var rows = statement.executeQuery()) {
          interrupted.put(kill.number(), rows.next() ? rows.getLong(1) : 0);
        }
        from = until;
      }
    }
    return interrupted;
  }

  private static long count(Connection admin, String sql) throws SQLException {
    try (var statement = admin.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
