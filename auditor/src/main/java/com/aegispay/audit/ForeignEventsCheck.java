package com.aegispay.audit;

import com.aegispay.audit.Finding.Found;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Nothing is in Kafka that no database has said. What the snapshot does not have may be younger
 * than it: a second look at the database, after Kafka was read, tells.
 *
 * @param consume SQL of the command line that shows a record
 */
record ForeignEventsCheck(String consume) implements Check {

  private static final String UNKNOWN =
      """
      from audit_records r
      where r.event_id is null
        or r.topic = 'payments' and not exists (
          select from payment.payment_events e
          where e.merchant_id = r.merchant_id and e.payment_id = r.subject and e.sequence = r.sequence)
        or r.topic = 'merchants' and not exists (
          select from merchant.merchants m where m.merchant_id = r.subject and m.last_sequence >= r.sequence)
        or r.topic = 'settlements' and not exists (select from settlement.settlements s where s.id = r.subject)
          and not exists (select from settlement.payouts p where p.id = r.subject)
        or r.topic = 'fraud' and not exists (
          select from fraud.assessments a where a.merchant_id = r.merchant_id and a.payment = r.subject)
      """;

  private static final String KNOWN_BY_NOW =
      """
      select exists (select from payment.payment_events where ? = 'payments' and merchant_id = ? and payment_id = ? and sequence = ?)
        or exists (select from merchant.merchants where ? = 'merchants' and merchant_id = ? and merchant_id = ? and last_sequence >= ?)
        or exists (select from settlement.settlements where ? = 'settlements' and merchant_id = ? and id = ? and ? > 0)
        or exists (select from settlement.payouts where ? = 'settlements' and merchant_id = ? and id = ? and ? > 0)
        or exists (select from fraud.assessments where ? = 'fraud' and merchant_id = ? and payment = ? and ? > 0)
      """;

  private static final int PLACES = 5;

  @Override
  public String name() {
    return "events_foreign";
  }

  @Override
  public String promise() {
    return "Every record in Kafka is an event that its service has written.";
  }

  @Override
  public Found look(Snapshot snapshot) {
    long[] total = {0};
    List<Violation> shown = new ArrayList<>();
    try (Connection now = Snapshot.connect(snapshot.sources());
        var known = now.prepareStatement(KNOWN_BY_NOW)) {
      snapshot.read(
          "select r.*, " + consume + " as look " + UNKNOWN,
          row -> {
            if (row.getString("event_id") != null) {
              for (int i = 0; i < PLACES; i++) {
                known.setString(4 * i + 1, row.getString("topic"));
                known.setString(4 * i + 2, row.getString("merchant_id"));
                known.setString(4 * i + 3, row.getString("subject"));
                known.setLong(4 * i + 4, row.getLong("sequence"));
              }
              try (var answer = known.executeQuery()) {
                if (answer.next() && answer.getBoolean(1)) {
                  return;
                }
              }
            }
            total[0]++;
            if (shown.size() < SHOWN) {
              shown.add(
                  new Violation(
                      "topic %s subject %s sequence %s event %s"
                          .formatted(
                              row.getString("topic"),
                              row.getString("subject"),
                              row.getString("sequence"),
                              row.getString("event_id")),
                      "an event that its service has",
                      "nobody's: partition %d offset %d"
                          .formatted(row.getInt("part"), row.getLong("offset")),
                      snapshot.command(row.getString("look"))));
            }
          });
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("second look", e);
    }
    return new Found(snapshot.count("select count(*) from audit_records"), total[0], shown);
  }
}
