package com.aegispay.payments.store;

import com.aegispay.outbox.Event;
import com.aegispay.outbox.EventBody;
import com.aegispay.outbox.OutboxRows;
import com.aegispay.payments.payment.Attempt;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.payment.Details;
import com.aegispay.payments.payment.Duty;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.payment.PaymentEvent;
import com.aegispay.payments.payment.PaymentId;
import com.aegispay.payments.payment.Refund;
import com.aegispay.payments.view.PaymentView;
import com.aegispay.payments.view.Published;
import com.aegispay.payments.view.RefundView;
import com.aegispay.starter.id.Ids;
import com.aegispay.starter.tenant.MerchantRows;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The payments in PostgreSQL. A change is one statement, and so one commit and one round trip:
 * events, snapshot, attempts, refunds, idempotency record and outbox, or nothing.
 */
public final class PostgresPayments implements Payments {

  private static final String INSERT =
      """
      with p as (
        insert into payments (merchant_id, payment_id, livemode, status, customer_id, version, object, created_at, updated_at, due_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz)
        returning merchant_id, payment_id, livemode, position),
      """;

  private static final String UPDATE =
      """
      with p as (
        update payments set status = ?, version = ?, object = ?, updated_at = ?, due_at = ?::timestamptz,
          position = greatest(position, pg_current_xact_id())
        where merchant_id = ? and payment_id = ? and version = ?
        returning merchant_id, payment_id, livemode, position),
      """;

  private static final String EVENTS_AND_ATTEMPTS =
      """
      e as (
        insert into payment_events (merchant_id, payment_id, livemode, position, sequence, event_id, kind, version, payload, published, at)
        select p.merchant_id, p.payment_id, p.livemode, p.position, u.* from p,
          unnest(?::bigint[], ?::text[], ?::text[], ?::int[], ?::jsonb[], ?::text[], ?::timestamptz[]) u),
      a as (
        insert into attempts (merchant_id, payment_id, attempt_id, gateway, kind, progress, idempotency_key, due_at, started_at)
        select p.merchant_id, p.payment_id, u.* from p,
          unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[]) u
        on conflict (merchant_id, attempt_id) do update
          set progress = excluded.progress, due_at = excluded.due_at),
      """;

  private static final String REFUNDS =
      """
      r as (
        insert into refunds (merchant_id, payment_id, livemode, refund_id, object)
        select p.merchant_id, p.payment_id, p.livemode, u.* from p, unnest(?::text[], ?::text[]) u
        on conflict (merchant_id, refund_id) do update set object = excluded.object),
      """;

  private static final String CLAIM =
      """
      k as (
        insert into idempotency_keys (merchant_id, subject, livemode, key, fingerprint, status, body)
        select p.merchant_id, p.payment_id, p.livemode, ?::text, ?::text, ?::int, ?::text from p),
      """;

  private static final String ANSWER =
      """
      w as (
        update idempotency_keys i set status = ?, body = ? from p
        where i.merchant_id = p.merchant_id and i.livemode = p.livemode and i.key = ? and i.status is null),
      """;

  private static final String SNAPSHOT =
      """
      s as (
        insert into payment_snapshots (merchant_id, payment_id, sequence, form, state)
        select p.merchant_id, p.payment_id, ?::bigint, ?::int, ?::text from p
        on conflict (merchant_id, payment_id) do update
          set sequence = excluded.sequence, form = excluded.form, state = excluded.state),
      """;

  private static final String FREE =
      """
      w as (
        delete from idempotency_keys i using p
        where i.merchant_id = p.merchant_id and i.livemode = p.livemode and i.key = ? and i.status is null),
      """;

  private static final String OUTBOX =
      "o as (insert into outbox ("
          + OutboxRows.COLUMNS
          + ") select u.* from p, "
          + OutboxRows.UNNEST
          + " u)\nselect count(*) from p";

  private final MerchantRows rows;
  private final JsonMapper json;
  private final EventBody eventBody;
  private final Ids ids;
  private final History history;
  private final EventCodec codec = new EventCodec();

  public PostgresPayments(MerchantRows rows, JsonMapper json, EventBody eventBody, Ids ids) {
    this.rows = rows;
    this.history = new History(rows);
    this.json = json;
    this.eventBody = eventBody;
    this.ids = ids;
  }

  @Override
  public Optional<Payment> find(MerchantId merchant, PaymentId id) {
    return history.find(merchant, id);
  }

  @Override
  public Committed commit(Change change) {
    List<Event> published = Published.of(change.before(), change.events(), () -> ids.next("evt"));
    StringBuilder sql = new StringBuilder(2048);
    List<@Nullable Object> parameters = new ArrayList<>();
    snapshot(change, sql, parameters);
    String[] bodies = published.stream().map(eventBody::write).toArray(String[]::new);
    eventsAndAttempts(change, published, bodies, sql, parameters);
    refunds(change, sql, parameters);
    idempotency(change, sql, parameters);
    snapshotState(change, sql, parameters);
    sql.append(OUTBOX);
    parameters.addAll(OutboxRows.of(published, bodies).parameters());
    try {
      long written =
          rows.query(
                  change.after().details().merchant().value(),
                  sql.toString(),
                  (row, _) -> row.getLong(1),
                  parameters.toArray())
              .getFirst();
      return written == 1 ? Committed.DONE : Committed.OVERTAKEN;
    } catch (DuplicateKeyException e) {
      return switch (constraint(e)) {
        case "idempotency_keys_pkey" -> Committed.KEY_TAKEN;
        case "payment_events_pkey" -> Committed.OVERTAKEN;
        default -> throw e;
      };
    }
  }

  private void snapshot(Change change, StringBuilder sql, List<@Nullable Object> parameters) {
    Payment after = change.after();
    Details details = after.details();
    String object = json.writeValueAsString(PaymentView.of(after));
    Payment before = change.before();
    if (before == null) {
      sql.append(INSERT);
      parameters.add(details.merchant().value());
      parameters.add(details.id().value());
      parameters.add(details.livemode());
      parameters.add(after.status().wireName());
      parameters.add(details.customer() == null ? null : details.customer().id());
      parameters.add(after.version());
      parameters.add(object);
      parameters.add(Timestamp.from(details.createdAt()));
      parameters.add(Timestamp.from(after.updatedAt()));
      parameters.add(dueAt(after));
    } else {
      sql.append(UPDATE);
      parameters.add(after.status().wireName());
      parameters.add(after.version());
      parameters.add(object);
      parameters.add(Timestamp.from(after.updatedAt()));
      parameters.add(dueAt(after));
      parameters.add(details.merchant().value());
      parameters.add(details.id().value());
      parameters.add(before.version());
    }
  }

  private static @Nullable Timestamp dueAt(Payment payment) {
    return Duty.next(payment).map(duty -> Timestamp.from(duty.at())).orElse(null);
  }

  private void eventsAndAttempts(
      Change change,
      List<Event> published,
      String[] bodies,
      StringBuilder sql,
      List<@Nullable Object> parameters) {
    sql.append(EVENTS_AND_ATTEMPTS);
    List<PaymentEvent> events = change.events();
    parameters.add(published.stream().map(Event::sequence).toArray(Long[]::new));
    parameters.add(texts(published, Event::id));
    parameters.add(texts(events, EventCodec::kind));
    parameters.add(events.stream().map(EventCodec::version).toArray(Integer[]::new));
    parameters.add(texts(events, codec::write));
    parameters.add(bodies);
    parameters.add(texts(events, event -> event.at().toString()));

    List<Attempt> changed = changedAttempts(change);
    parameters.add(texts(changed, attempt -> attempt.id().value()));
    parameters.add(texts(changed, Attempt::gateway));
    parameters.add(texts(changed, attempt -> attempt.kind().wireName()));
    parameters.add(texts(changed, attempt -> attempt.progress().wireName()));
    parameters.add(texts(changed, attempt -> change.key()));
    parameters.add(
        texts(changed, attempt -> attempt.awaitsGateway() ? change.askAgainAt().toString() : null));
    parameters.add(texts(changed, attempt -> attempt.startedAt().toString()));
  }

  private void refunds(Change change, StringBuilder sql, List<@Nullable Object> parameters) {
    Payment before = change.before();
    List<Refund> changed =
        change.after().refunds().stream()
            .filter(refund -> before == null || !before.refunds().contains(refund))
            .toList();
    if (!changed.isEmpty()) {
      sql.append(REFUNDS);
      parameters.add(texts(changed, refund -> refund.id().value()));
      parameters.add(
          texts(changed, refund -> json.writeValueAsString(RefundView.of(change.after(), refund))));
    }
  }

  private static void idempotency(
      Change change, StringBuilder sql, List<@Nullable Object> parameters) {
    Change.Claim claim = change.claim();
    Change.Answer answer = change.answer();
    if (claim != null) {
      sql.append(CLAIM);
      parameters.add(change.key());
      parameters.add(claim.fingerprint());
      parameters.add(answer == null ? null : answer.status());
      parameters.add(answer == null ? null : answer.body());
    } else if (answer != null && change.key() != null && !answer.kept()) {
      sql.append(FREE);
      parameters.add(change.key());
    } else if (answer != null && change.key() != null) {
      sql.append(ANSWER);
      parameters.add(answer.status());
      parameters.add(answer.body());
      parameters.add(change.key());
    }
  }

  private static void snapshotState(
      Change change, StringBuilder sql, List<@Nullable Object> parameters) {
    if (Snapshots.due(change)) {
      sql.append(SNAPSHOT);
      parameters.add(change.after().version());
      parameters.add(Snapshots.FORM);
      parameters.add(Snapshots.write(change.after()));
    }
  }

  private static List<Attempt> changedAttempts(Change change) {
    Payment before = change.before();
    return change.after().attempts().stream()
        .filter(attempt -> before == null || !before.attempts().contains(attempt))
        .toList();
  }

  @Override
  public Optional<String> keyOf(MerchantId merchant, AttemptId attempt) {
    return rows
        .query(
            merchant.value(),
            "select idempotency_key from attempts where merchant_id = ? and attempt_id = ?",
            (row, _) -> Optional.ofNullable(row.getString(1)),
            merchant.value(),
            attempt.value())
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  private static String constraint(DuplicateKeyException e) {
    return e.getMostSpecificCause() instanceof PSQLException postgres
            && postgres.getServerErrorMessage() != null
            && postgres.getServerErrorMessage().getConstraint() != null
        ? postgres.getServerErrorMessage().getConstraint()
        : "";
  }
}
