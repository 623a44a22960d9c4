package com.aegispay.analytics.store;

import com.aegispay.analytics.figures.Interval;
import com.aegispay.analytics.figures.Metric;
import com.aegispay.analytics.figures.Selection;
import com.aegispay.analytics.figures.Slice;
import com.aegispay.analytics.figures.Summary;
import com.aegispay.analytics.figures.TimeSeries;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The questions that are put to the read models. */
public final class Figures {

  private final JdbcClient jdbc;
  private final TransactionTemplate oneMoment;

  public Figures(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.oneMoment = new TransactionTemplate(transactions);
    this.oneMoment.setReadOnly(true);
    this.oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /** All figures of one moment, so that they fit each other. */
  public Summary summary(Selection selection) {
    return oneMoment.execute(
        _ ->
            Summary.of(
                selection,
                slices(selection),
                settlements(selection),
                payouts(selection),
                new Summary.Risk(decisions(selection), reviews(selection))));
  }

  /** A metric's steps between two times; the first and last may be cut by them. */
  public TimeSeries timeSeries(
      Metric metric, Interval interval, Selection selection, Instant from, Instant until) {
    String sql =
        switch (metric) {
          case PAYMENTS -> steps("payments", "created_at", "amount") + grouped();
          case CAPTURED -> moves("amount") + " and kind = 'capture'" + grouped();
          case REFUNDED -> moves("amount") + " and kind = 'refund'" + grouped();
          case NET -> moves("case kind when 'capture' then amount else -amount end") + grouped();
        };
    List<TimeSeries.Counted> counted =
        ask(sql, selection.between(from, until))
            .param("interval", interval.toString())
            .query(
                (row, _) ->
                    new TimeSeries.Counted(
                        row.getString("currency"),
                        new TimeSeries.Point(
                            row.getTimestamp("start").toInstant(),
                            row.getLong("count"),
                            row.getLong("amount"))))
            .list();
    return TimeSeries.of(metric, interval, selection, from, until, counted);
  }

  private static String moves(String amount) {
    return steps("movements", "occurred_at", amount);
  }

  private static String steps(String table, String time, String amount) {
    return """
    select date_trunc(:interval, %s, 'UTC') as start, currency, count(*) as count, sum(%s)::bigint as amount
    from %s where %s\
    """
        .formatted(time, amount, table, selected(time));
  }

  private static String grouped() {
    return " group by 1, 2";
  }

  private List<Slice> slices(Selection selection) {
    return ask(
            """
            select status, currency, gateway, count(*) as payments,
              count(*) filter (where authorized) as authorized,
              count(*) filter (where amount_captured > 0) as paid,
              sum(amount_captured)::bigint as captured, sum(amount_refunded)::bigint as refunded
            from payments where %s group by status, currency, gateway
            """
                .formatted(selected("created_at")),
            selection)
        .query(
            (row, _) ->
                new Slice(
                    row.getString("status"),
                    row.getString("currency"),
                    row.getString("gateway"),
                    row.getLong("payments"),
                    row.getLong("authorized"),
                    row.getLong("paid"),
                    row.getLong("captured"),
                    row.getLong("refunded")))
        .list();
  }

  private Map<String, Summary.Settlements> settlements(Selection selection) {
    Map<String, Summary.Settlements> byCurrency = new TreeMap<>();
    ask(
            """
            select currency, sum(fees)::bigint as fees, sum(net)::bigint as net
            from settlements where %s group by currency
            """
                .formatted(selected("closed_at")),
            selection)
        .query(
            row -> {
              byCurrency.put(
                  row.getString("currency"),
                  new Summary.Settlements(row.getLong("fees"), row.getLong("net")));
            });
    return byCurrency;
  }

  private Map<String, Long> payouts(Selection selection) {
    return counts(
        "select currency, sum(amount)::bigint from payouts where %s group by currency"
            .formatted(selected("created_at")),
        selection);
  }

  /** Risk checks have no currency of their own: the selection's picks those of its payments. */
  private Map<String, Long> decisions(Selection selection) {
    return counts(
        "select decision, count(*) from assessments r where %s group by decision"
            .formatted(selectedRisk("assessed_at")),
        selection);
  }

  private Summary.Reviews reviews(Selection selection) {
    Map<String, Long> byDecision =
        counts(
            "select coalesce(decision, 'open'), count(*) from reviews r where %s group by 1"
                .formatted(selectedRisk("opened_at")),
            selection);
    return new Summary.Reviews(
        byDecision.getOrDefault("open", 0L),
        byDecision.getOrDefault("approve", 0L),
        byDecision.getOrDefault("decline", 0L));
  }

  private Map<String, Long> counts(String sql, Selection selection) {
    Map<String, Long> counts = new TreeMap<>();
    ask(sql, selection)
        .query(
            row -> {
              counts.put(row.getString(1), row.getLong(2));
            });
    return counts;
  }

  private static String selected(String time) {
    return selectedIn(time) + " and (:currency::text is null or currency = :currency)";
  }

  private static String selectedRisk(String time) {
    return selectedIn(time)
        + """
         and (:currency::text is null or exists (
          select from payments p where p.merchant_id = r.merchant_id
            and p.payment_id = r.payment_id and p.currency = :currency))\
        """;
  }

  private static String selectedIn(String time) {
    return """
    livemode = :livemode and (:merchant::text is null or merchant_id = :merchant)
      and %1$s >= coalesce(:from::timestamptz, '-infinity')
      and %1$s < coalesce(:until::timestamptz, 'infinity')\
    """
        .formatted(time);
  }

  private JdbcClient.StatementSpec ask(String sql, Selection selection) {
    Instant from = selection.createdGte();
    Instant until = selection.createdLt();
    return jdbc.sql(sql)
        .param("livemode", selection.livemode())
        .param("merchant", selection.merchant())
        .param("from", from == null ? null : Timestamp.from(from))
        .param("until", until == null ? null : Timestamp.from(until))
        .param("currency", selection.currency() == null ? null : selection.currency().code());
  }
}
