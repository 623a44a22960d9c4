package com.aegispay.audit;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.aegispay.audit.Finding.Found;
import com.aegispay.payments.payment.Attempt;
import com.aegispay.payments.payment.Payment;
import com.aegispay.payments.store.ReplayEvents;
import com.aegispay.payments.store.ReplayEvents.Replayed;
import com.aegispay.payments.store.ReplayEvents.Stored;
import com.aegispay.starter.http.StrictJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * State = replay: a payment's row, its refunds, its attempts and its published events are what the
 * law makes of its stored events. One payment after another, by a cursor; the law itself is
 * payment-service's.
 */
final class ReplayCheck implements Check {

  /** Attempts and refunds are grouped once: no index leads from a payment to them. */
  private static final String PAYMENTS =
      """
      with a as (
        select merchant_id, payment_id,
          array_agg(concat_ws(' ', attempt_id, gateway, kind, progress, case when due_at is null then 'ended' else 'open' end)
            order by attempt_id) as attempts
        from audit_payments join payment.attempts using (merchant_id, payment_id) group by merchant_id, payment_id),
      r as (
        select merchant_id, payment_id,
          array_agg(refund_id order by refund_id) as refunds, array_agg(object order by refund_id) as objects
        from audit_payments join payment.refunds using (merchant_id, payment_id) group by merchant_id, payment_id)
      select s.merchant_id, s.payment_id, p.status, p.version, p.object, p.livemode, p.customer_id, p.updated_at,
        e.kinds, e.versions, e.payloads, e.ids, e.published, a.attempts, r.refunds, r.objects
      from audit_payments s
      left join payment.payments p using (merchant_id, payment_id)
      left join a using (merchant_id, payment_id)
      left join r using (merchant_id, payment_id)
      left join lateral (
        select array_agg(kind order by sequence) as kinds, array_agg(version order by sequence) as versions,
          array_agg(payload::text order by sequence) as payloads, array_agg(event_id order by sequence) as ids,
          array_agg(published order by sequence) as published
        from payment.payment_events where merchant_id = s.merchant_id and payment_id = s.payment_id) e on true
      """;

  /** PostgreSQL keeps microseconds. */
  private static final Duration ROUNDING = Duration.ofNanos(1_000);

  private final JsonMapper json;
  private final ReplayEvents law;

  ReplayCheck() {
    JsonMapper.Builder builder = JsonMapper.builder();
    StrictJson.configure(builder);
    this.json = builder.build();
    this.law = new ReplayEvents(json);
  }

  @Override
  public String name() {
    return "state";
  }

  @Override
  public String promise() {
    return "A payment, its refunds, its attempts and what was published are what its events say.";
  }

  @Override
  public Found look(Snapshot snapshot) {
    long[] counts = {0, 0};
    List<Violation> shown = new ArrayList<>();
    snapshot.read(
        PAYMENTS,
        row -> {
          counts[0]++;
          Map<String, String[]> differences = differences(row);
          if (!differences.isEmpty()) {
            counts[1]++;
            if (shown.size() < SHOWN) {
              shown.add(violation(row, differences, snapshot));
            }
          }
        });
    return new Found(counts[0], counts[1], shown);
  }

  /** What differs, with what the law says and what is there. */
  private Map<String, String[]> differences(ResultSet row) throws SQLException {
    List<Stored> events = stored(row);
    String status = row.getString("status");
    if (events.isEmpty() || status == null) {
      return Map.of(events.isEmpty() ? "events" : "row", new String[] {"one at least", "none"});
    }
    Replayed replayed;
    try {
      replayed = law.replay(events);
    } catch (RuntimeException e) {
      return Map.of("events", new String[] {"events that the law can replay", e.toString()});
    }
    Map<String, String[]> differences = new LinkedHashMap<>();
    Payment payment = replayed.payment();
    differ(differences, "status", payment.status().wireName(), status);
    differ(differences, "version", payment.version(), row.getLong("version"));
    differ(differences, "livemode", payment.details().livemode(), row.getBoolean("livemode"));
    differ(
        differences,
        "customer",
        payment.details().customer() == null ? null : payment.details().customer().id(),
        row.getString("customer_id"));
    updated(differences, payment.updatedAt(), row.getTimestamp("updated_at"));
    object(differences, "object", replayed.object(), row.getString("object"));
    differ(differences, "attempts", attempts(payment), List.of(texts(row, "attempts")));
    refunds(differences, replayed.refunds(), texts(row, "refunds"), texts(row, "objects"));
    String[] published = texts(row, "published");
    for (int i = 0; i < published.length; i++) {
      object(differences, "published " + (i + 1), replayed.published().get(i), published[i]);
    }
    return differences;
  }

  private static List<Stored> stored(ResultSet row) throws SQLException {
    String[] kinds = texts(row, "kinds");
    String[] payloads = texts(row, "payloads");
    String[] ids = texts(row, "ids");
    Integer[] versions =
        row.getArray("versions") == null
            ? new Integer[0]
            : (Integer[]) row.getArray("versions").getArray();
    return IntStream.range(0, kinds.length)
        .mapToObj(i -> new Stored(kinds[i], versions[i], payloads[i], ids[i]))
        .toList();
  }

  private static List<String> attempts(Payment payment) {
    return payment.attempts().stream().map(ReplayCheck::attempt).sorted().toList();
  }

  private static String attempt(Attempt attempt) {
    return String.join(
        " ",
        attempt.id().value(),
        attempt.gateway(),
        attempt.kind().wireName(),
        attempt.progress().wireName(),
        attempt.awaitsGateway() ? "open" : "ended");
  }

  private void refunds(
      Map<String, String[]> differences, Map<String, String> law, String[] ids, String[] objects) {
    Map<String, String> rows =
        IntStream.range(0, ids.length).boxed().collect(toMap(i -> ids[i], i -> objects[i]));
    differ(
        differences,
        "refunds",
        new TreeMap<>(law).keySet().toString(),
        new TreeMap<>(rows).keySet().toString());
    law.forEach(
        (id, object) -> {
          String row = rows.get(id);
          if (row != null) {
            object(differences, "refund " + id, object, row);
          }
        });
  }

  private void object(Map<String, String[]> differences, String what, String law, String row) {
    if (!law.equals(row)) {
      Optional<JsonDifference> first =
          JsonDifference.between(json.readTree(law), json.readTree(row));
      first.ifPresent(
          found ->
              differences.put(
                  what + " " + found.path(), new String[] {found.expected(), found.actual()}));
    }
  }

  private static void updated(Map<String, String[]> differences, Instant law, Timestamp row) {
    if (Duration.between(law, row.toInstant()).abs().compareTo(ROUNDING) > 0) {
      differ(differences, "updated_at", law, row.toInstant());
    }
  }

  private static void differ(
      Map<String, String[]> differences, String what, @Nullable Object law, @Nullable Object row) {
    if (!Objects.equals(law, row)) {
      differences.put(what, new String[] {String.valueOf(law), String.valueOf(row)});
    }
  }

  private static Violation violation(
      ResultSet row, Map<String, String[]> differences, Snapshot snapshot) throws SQLException {
    String merchant = row.getString("merchant_id");
    String payment = row.getString("payment_id");
    return new Violation(
        "merchant %s payment %s".formatted(merchant, payment),
        side(differences, 0),
        side(differences, 1),
        snapshot.command(
            ("select p.*, e.sequence, e.kind, e.payload from payment.payments p left join"
                    + " payment.payment_events e using (merchant_id, payment_id) where"
                    + " p.merchant_id = '%s' and p.payment_id = '%s' order by e.sequence")
                .formatted(merchant, payment)));
  }

  private static String side(Map<String, String[]> differences, int side) {
    return differences.entrySet().stream()
        .map(difference -> difference.getKey() + ": " + difference.getValue()[side])
        .collect(joining("; "));
  }

  private static String[] texts(ResultSet row, String column) throws SQLException {
    return row.getArray(column) == null
        ? new String[0]
        : (String[]) row.getArray(column).getArray();
  }
}
