package com.aegispay.lab.crash;

import com.aegispay.lab.fleet.Fleet;
import com.aegispay.lab.fleet.Node;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * A promise broken on purpose behind the platform's back, to see that the lab sees it: one that
 * cannot fail proves nothing.
 */
enum Sabotage {
  /** An event is taken out of the outbox while no relay lives. */
  OUTBOX_ROW(
      """
      delete from payment.outbox where id = (
        select id from payment.outbox where type = 'payment.captured' order by id limit 1)
      """) {
    @Override
    int commit(Fleet fleet) throws IOException, SQLException {
      List<Node> relays = fleet.nodesOf("outbox-relay");
      for (Node relay : relays) {
        relay.kill();
      }
      int rows = super.commit(fleet);
      for (Node relay : relays) {
        relay.start();
      }
      return rows;
    }
  },
  /** A posting of the ledger is a cent more. */
  BALANCE(
      """
      update settlement.postings set amount = amount + 1 where account = 'merchant_pending' and entry_id = (
        select id from settlement.entries where kind = 'charge' order by id limit 1)
      """),
  /** A gateway charges what nobody asked it for. */
  CHARGE(
      """
      insert into sandbox.operations (gateway, attempt, kind, amount, currency, status, created_at)
        values ('sandbox_alpha', 'att_sabotage', 'charge', 100, 'EUR', 'approved', now())
      """),
  /** A payment's answer is lost with its payment: what a merchant was told is gone. */
  PAYMENT(
      """
      delete from payment.payments where payment_id = (
        select payment_id from payment.payments where status = 'captured' order by payment_id limit 1)
      """);

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String sql;

  Sabotage(String sql) {
    this.sql = sql;
  }

  static Sabotage named(String name) {
    return Arrays.stream(values())
        .filter(one -> one.option().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no sabotage "
                        + name
                        + "; there are "
                        + String.join(", ", Arrays.stream(values()).map(Sabotage::option).toList())
                        + "."));
  }

  String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Under load; returns when it is done, with the number of rows. */
  int commit(Fleet fleet) throws IOException, SQLException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try (Connection admin = fleet.connectAsAdmin();
        Statement statement = admin.createStatement()) {
      while (System.nanoTime() - deadline < 0) {
        int rows = statement.executeUpdate(sql);
        if (rows > 0) {
          return rows;
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
    throw new IllegalStateException("nothing came that could be sabotaged: " + option());
  }
}
