package com.aegispay.notification.store;

import static com.aegispay.notification.store.Columns.requiredTime;
import static com.aegispay.notification.store.Columns.time;

import com.aegispay.notification.webhook.Attempt;
import com.aegispay.notification.webhook.Delivery;
import com.aegispay.notification.webhook.Webhook;
import com.aegispay.starter.http.ListQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is and was delivered. */
@Component
public class Deliveries {

  private static final String SELECT =
      """
      select d.*, m.type, m.livemode from deliveries d
      join messages m using (merchant_id, event_id)
      where d.merchant_id = :merchant and m.livemode = :livemode
      """;

  private record NumberedAttempt(String deliveryId, Attempt attempt) {}

  private final JdbcClient jdbc;

  public Deliveries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A webhook for an endpoint, under the id of its delivery. */
  public record Queued(String deliveryId, String endpointId, Webhook webhook) {}

  /**
   * Adds deliveries and their webhooks, in one statement, in the caller's transaction. An endpoint
   * that has an event already gets no second delivery of it.
   */
  public void add(List<Queued> queued, Instant dueAt, Instant now) {
    List<Webhook> messages = queued.stream().map(Queued::webhook).distinct().toList();
    int _ =
        jdbc.sql(
                """
                with message as (
                  insert into messages (merchant_id, event_id, type, livemode, body, created_at)
                  select message.*, :now
                  from unnest(:messageMerchants::text[], :messageEvents::text[], :types::text[],
                    :livemodes::boolean[], :bodies::text[]) as message
                  on conflict do nothing
                )
                insert into deliveries
                  (merchant_id, delivery_id, endpoint_id, event_id, status, due_at, created_at)
                select merchant, id, endpoint, event, 'pending', :due, :now
                from unnest(:merchants::text[], :ids::text[], :endpoints::text[], :events::text[])
                  as new (merchant, id, endpoint, event)
                on conflict (merchant_id, endpoint_id, event_id) do nothing
                """)
            .param("messageMerchants", texts(messages, Webhook::merchantId))
            .param("messageEvents", texts(messages, Webhook::eventId))
            .param("types", texts(messages, Webhook::type))
            .param("livemodes", messages.stream().map(Webhook::livemode).toArray(Boolean[]::new))
            .param("bodies", texts(messages, Webhook::body))
            .param("merchants", texts(queued, one -> one.webhook().merchantId()))
            .param("ids", texts(queued, Queued::deliveryId))
            .param("endpoints", texts(queued, Queued::endpointId))
            .param("events", texts(queued, one -> one.webhook().eventId()))
            .param("now", Timestamp.from(now))
            .param("due", Timestamp.from(dueAt))
            .update();
  }

  public Optional<Delivery> find(String merchantId, boolean livemode, String id) {
    List<Delivery> found =
        jdbc.sql(SELECT + " and d.delivery_id = :id")
            .param("merchant", merchantId)
            .param("livemode", livemode)
            .param("id", id)
            .query(Deliveries::read)
            .list();
    return withAttempts(merchantId, found).stream().findFirst();
  }

  /** A page of an endpoint's deliveries, and one more than asked for where there is one. */
  public List<Delivery> list(
      String merchantId, boolean livemode, String endpointId, ListQuery page) {
    var query =
        jdbc.sql(SELECT + " and d.endpoint_id = :endpoint" + page.sql("d.delivery_id"))
            .param("merchant", merchantId)
            .param("livemode", livemode)
            .param("endpoint", endpointId);
    if (!page.cursor().isEmpty()) {
      query = query.param("cursor", page.cursor());
    }
    return withAttempts(merchantId, query.query(Deliveries::read).list());
  }

  /**
   * Starts a delivery's ladder again from its first step; false where a sender has it now.
   *
   * @param dueAt when its first attempt is due
   */
  public boolean startAgain(Delivery delivery, Instant dueAt, Instant now) {
    return jdbc.sql(
                """
                update deliveries
                set status = 'pending', rung = 0, due_at = :due, ended_at = null, leased_until = null
                where merchant_id = :merchant and delivery_id = :id
                  and (leased_until is null or leased_until <= :now)
                """)
            .param("merchant", delivery.merchantId())
            .param("id", delivery.id())
            .param("due", Timestamp.from(dueAt))
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  private List<Delivery> withAttempts(String merchantId, List<Delivery> deliveries) {
    Map<String, List<Attempt>> attempts =
        jdbc
            .sql(
                """
                select * from attempts where merchant_id = :merchant and delivery_id = any(:ids)
                order by delivery_id, number
                """)
            .param("merchant", merchantId)
            .param("ids", deliveries.stream().map(Delivery::id).toArray(String[]::new))
            .query((row, _) -> new NumberedAttempt(row.getString("delivery_id"), readAttempt(row)))
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    NumberedAttempt::deliveryId,
                    Collectors.mapping(NumberedAttempt::attempt, Collectors.toList())));
    return deliveries.stream()
        .map(delivery -> delivery.with(attempts.getOrDefault(delivery.id(), List.of())))
        .toList();
  }

  private static <T> String[] texts(List<T> rows, Function<T, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  private static Delivery read(ResultSet row, int index) throws SQLException {
    return new Delivery(
        row.getString("merchant_id"),
        row.getString("delivery_id"),
        row.getString("endpoint_id"),
        row.getString("event_id"),
        row.getString("type"),
        row.getBoolean("livemode"),
        Delivery.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        requiredTime(row, "due_at"),
        time(row, "leased_until"),
        requiredTime(row, "created_at"),
        time(row, "ended_at"),
        List.of());
  }

  private static Attempt readAttempt(ResultSet row) throws SQLException {
    int code = row.getInt("status_code");
    return new Attempt(
        row.getInt("number"),
        requiredTime(row, "started_at"),
        row.getLong("duration_ms"),
        row.wasNull() ? null : code,
        row.getString("error"),
        row.getString("response"));
  }
}
