package com.aegispay.fraud.store;

import com.aegispay.fraud.rules.Assessment;
import com.aegispay.fraud.rules.Decision;
import com.aegispay.fraud.rules.PaymentFacts;
import com.aegispay.fraud.rules.Reason;
import com.aegispay.fraud.rules.Scope;
import com.aegispay.outbox.Event;
import com.aegispay.outbox.EventBody;
import com.aegispay.outbox.OutboxRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What was answered, once for each payment; append-only. */
public final class Assessments {

  /** The assessment, its review if it opens one, and the events of both: one round trip. */
  private static final String KEEP =
      """
      with made as (
        insert into assessments (merchant_id, payment, id, livemode, score, decision, reasons, amount, currency,
          fingerprint, bin, last4, brand, customer, email, country, ip, assessed_at)
        values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict do nothing
        returning merchant_id, payment, id, livemode, score, assessed_at),
      opened as (
        insert into reviews (merchant_id, id, payment, assessment, livemode, score, opened_at)
        select merchant_id, review, payment, id, livemode, score, assessed_at
        from made, unnest(?::text[]) review)
      insert into outbox (%s) select event.* from made, %s event
      """
          .formatted(OutboxRows.COLUMNS, OutboxRows.UNNEST);

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final EventBody bodies;

  public Assessments(JdbcClient jdbc, JsonMapper json, EventBody bodies) {
    this.jdbc = jdbc;
    this.json = json;
    this.bodies = bodies;
  }

  /**
   * Keeps the assessment of a payment and returns it, or the one that was kept before: then nothing
   * is written.
   *
   * @param review the id of the review that it opens, or null
   * @param events what is told if it is the first
   */
  public KeptAssessment keep(
      KeptAssessment made, PaymentFacts facts, @Nullable String review, List<Event> events) {
    List<@Nullable Object> parameters = new ArrayList<>(columns(made, facts));
    parameters.add(review == null ? new String[0] : new String[] {review});
    parameters.addAll(OutboxRows.of(events, bodies).parameters());
    int told = jdbc.sql(KEEP).params(parameters).update();
    if (told == events.size()) {
      return made;
    }
    return find(made.scope().merchantId(), made.payment())
        .orElseThrow(() -> new IllegalStateException("neither kept nor found: " + made.payment()));
  }

  /** The assessment of a merchant's payment. */
  public Optional<KeptAssessment> find(Scope scope, String payment) {
    return jdbc.sql(
            "select * from assessments where merchant_id = ? and payment = ? and livemode = ?")
        .params(scope.merchantId(), payment, scope.livemode())
        .query(this::read)
        .optional();
  }

  /** The assessment of a payment in whichever mode, for operators. */
  public Optional<KeptAssessment> find(String merchantId, String payment) {
    return jdbc.sql("select * from assessments where merchant_id = ? and payment = ?")
        .params(merchantId, payment)
        .query(this::read)
        .optional();
  }

  private List<@Nullable Object> columns(KeptAssessment made, PaymentFacts facts) {
    Assessment assessment = made.assessment();
    return Arrays.asList(
        made.scope().merchantId(),
        made.payment(),
        made.id(),
        made.scope().livemode(),
        assessment.score(),
        assessment.decision().toString(),
        json.writeValueAsString(assessment.reasons()),
        facts.amount().minor(),
        facts.amount().currency().code(),
        facts.card().fingerprint(),
        facts.card().bin(),
        facts.card().last4(),
        facts.card().brand(),
        facts.customer().id(),
        facts.customer().email(),
        facts.customer().country(),
        facts.customer().ip(),
        Timestamp.from(made.assessedAt()));
  }

  private KeptAssessment read(ResultSet row, int index) throws SQLException {
    Assessment assessment =
        new Assessment(
            row.getInt("score"),
            Decision.valueOf(row.getString("decision").toUpperCase(Locale.ROOT)),
            List.of(json.readValue(row.getString("reasons"), Reason[].class)));
    return new KeptAssessment(
        row.getString("id"),
        row.getString("payment"),
        new Scope(row.getString("merchant_id"), row.getBoolean("livemode")),
        assessment,
        row.getTimestamp("assessed_at").toInstant());
  }
}
