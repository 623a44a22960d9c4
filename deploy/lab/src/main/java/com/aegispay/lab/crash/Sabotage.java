package com.aegispay.lab.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aegispay.lab.fleet.Fleet;
import com.aegispay.lab.fleet.Node;
import java.io.IOException;
import java.io.InputStream;
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
 * cannot fail proves nothing. The deeds are data, in {@code deploy/sabotage}: the auditor's own
 * test does them as well.
 */
enum Sabotage {
  /** No relay lives meanwhile. */
  OUTBOX_ROW {
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
  BALANCE,
  CHARGE,
  PAYMENT;

  private static final Duration LIMIT = Duration.ofSeconds(30);

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

  /** The deed: what stands in {@code deploy/sabotage} under its name. */
  String sql() throws IOException {
    try (InputStream file = Sabotage.class.getResourceAsStream("/sabotage/" + option() + ".sql")) {
      if (file == null) {
        throw new IllegalStateException("deploy/sabotage has no " + option() + ".sql");
      }
      return new String(file.readAllBytes(), UTF_8);
    }
  }

  /** Under load; returns when it is done, with the number of rows. */
  int commit(Fleet fleet) throws IOException, SQLException {
    String sql = sql();
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
