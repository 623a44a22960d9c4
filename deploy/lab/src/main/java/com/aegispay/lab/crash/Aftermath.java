package com.aegispay.lab.crash;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of the payments that a kill may have struck: those made after the kill before it.
 * What was made after the last one counts for that.
 *
 * @param resolved attempts that nobody answered for, and whose outcome was asked for and found
 */
record Aftermath(Kill kill, long payments, long resolved, long violations) {

  private static final Pattern PAYMENT = Pattern.compile("pay_[0-9A-Z]{26}");

  private static final String PAYMENTS =
      "select count(*) from payment.payments where created_at > ? and created_at <= ?";

  private static final String RESOLVED =
      """
      select count(*) from payment.attempts
      where asked > 0 and due_at is null and started_at > ? and started_at <= ?
      """;

  private static final String MADE_AT =
      "select created_at from payment.payments where payment_id = ?";

  /**
   * Whatever cannot be told by its payment counts for the last kill.
   *
   * @param kills in the order of their moments
   * @param since when the first of them could strike a payment
   */
  static List<Aftermath> of(
      List<Kill> kills, Instant since, List<String> violations, Connection admin)
      throws SQLException {
    long[] violationsOf = new long[kills.size()];
    for (String violation : violations) {
      Matcher payment = PAYMENT.matcher(violation);
      Instant made = payment.find() ? madeAt(payment.group(), admin) : Instant.MAX;
      int number = 0;
      while (number < kills.size() - 1 && kills.get(number).at().isBefore(made)) {
        number++;
      }
      violationsOf[number]++;
    }
    var aftermaths = new ArrayList<Aftermath>();
    for (int i = 0; i < kills.size(); i++) {
      Instant from = i == 0 ? since : kills.get(i - 1).at();
      Instant until = i == kills.size() - 1 ? Instant.now() : kills.get(i).at();
      aftermaths.add(
          new Aftermath(
              kills.get(i),
              count(PAYMENTS, from, until, admin),
              count(RESOLVED, from, until, admin),
              violationsOf[i]));
    }
    return aftermaths;
  }

  private static long count(String sql, Instant from, Instant until, Connection admin)
      throws SQLException {
    try (PreparedStatement statement = admin.prepareStatement(sql)) {
      statement.setTimestamp(1, Timestamp.from(from));
      statement.setTimestamp(2, Timestamp.from(until));
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  private static Instant madeAt(String payment, Connection admin) throws SQLException {
    try (PreparedStatement statement = admin.prepareStatement(MADE_AT)) {
      statement.setString(1, payment);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getTimestamp(1).toInstant() : Instant.MAX;
      }
    }
  }
}
