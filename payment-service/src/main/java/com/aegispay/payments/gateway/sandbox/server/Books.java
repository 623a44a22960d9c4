package com.aegispay.payments.gateway.sandbox.server;

import com.aegispay.payments.gateway.sandbox.SandboxProtocol.Answer;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.ChargeRequest;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.FollowUpRequest;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.Notice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the sandbox gateways did. Each operation is one statement, so it is booked whole or not at
 * all, and the primary key lets an attempt be booked once.
 */
final class Books {

  private static final int NOTICES_AT_ONCE = 50;
  private static final int NOTICE_TRIES = 8;

  private static final String CHARGE =
      """
      with o as (
        insert into operations (gateway, attempt, kind, amount, currency, charge, status, reference, code, decline_code, message, url, created_at, capture, script, return_url)
        values (:gateway, :attempt, 'charge', :amount, :currency, :reference, :status, :reference, :code, :decline_code, :message, :url, :now, :capture, :script, :return_url)
        returning 1),
      c as (
        insert into charges (gateway, reference, attempt, currency, amount_held, amount_captured, script)
        select :gateway, :reference, :attempt, :currency, :amount, case when :capture then :amount else 0 end, :script
        where :status = 'approved')
      select count(*) from o
      """;

  private static final String FOLLOW_UP =
      """
      with c as (
        update charges set
          amount_captured = amount_captured + case :kind when 'capture' then :amount else 0 end,
          amount_released = amount_released + case :kind when 'cancel' then :amount else 0 end,
          amount_refunded = amount_refunded + case :kind when 'refund' then :amount else 0 end
        where gateway = :gateway and reference = :charge and currency = :currency and :amount > 0
          and case :kind when 'refund' then amount_refunded + :amount <= amount_captured
            else amount_captured + amount_released + :amount <= amount_held end
        returning case :kind when 'refund' then script else '' end as script)
      insert into operations (gateway, attempt, kind, amount, currency, charge, status, reference, created_at, settles_at, settles_as)
      select :gateway, :attempt, :kind, :amount, :currency, :charge,
        case script when 'REFUND_PENDING_THEN_DONE' then 'pending' else 'approved' end,
        :reference, cast(:now as timestamptz),
        case when script in ('REFUND_PENDING_THEN_DONE', 'REFUND_DONE_THEN_FAILED') then cast(:later as timestamptz) end,
        case script when 'REFUND_PENDING_THEN_DONE' then 'approved' when 'REFUND_DONE_THEN_FAILED' then 'declined' end
      from c
      """;

  private static final String WITHDRAWAL =
      """
      with o as (
        update operations set status = 'declined', code = 'withdrawn', message = 'The charge was withdrawn.'
        where gateway = :gateway and reference = :charge and kind = 'charge' and status = 'requires_action'
        returning 1)
      insert into operations (gateway, attempt, kind, amount, currency, charge, status, reference, created_at)
      select :gateway, :attempt, :kind, :amount, :currency, :charge, 'approved', :reference, cast(:now as timestamptz)
      from o
      """;

  private static final String REFUSED_FOLLOW_UP =
      """
      insert into operations (gateway, attempt, kind, amount, currency, charge, status, code, message, created_at)
      values (:gateway, :attempt, :kind, :amount, :currency, :charge, 'declined',
        case :kind when 'withdraw' then 'not_waiting' else 'amount_not_available' end,
        case :kind when 'withdraw' then 'The charge does not wait for the customer.'
          else 'The charge does not have this amount left.' end, :now)
      """;

  private static final String NEVER_SEEN =
      """
      insert into operations (gateway, attempt, kind, amount, currency, status, created_at)
      values (:gateway, :attempt, 'inquiry', 0, '', 'never_seen', :now)
      on conflict (gateway, attempt) do nothing
      """;

  private static final String SETTLE =
      """
      with o as (
        update operations set status = settles_as, settles_at = null, notice_at = :now,
          code = case settles_as when 'declined' then 'refund_failed' end,
          message = case settles_as when 'declined' then 'The card''s bank returned the refund.' end
        where settles_at <= :now
        returning gateway, charge, amount, status)
      update charges c set amount_refunded = c.amount_refunded - o.amount
      from (select gateway, charge, sum(amount) as amount from o where status = 'declined' group by gateway, charge) o
      where c.gateway = o.gateway and c.reference = o.charge
      """;

  private final JdbcClient jdbc;
  private final Duration refundsSettleAfter;

  Books(JdbcClient jdbc, Duration refundsSettleAfter) {
    this.jdbc = jdbc;
    this.refundsSettleAfter = refundsSettleAfter;
  }

  /**
   * What is in the books now.
   *
   * @param first whether this request booked it; otherwise the attempt was there before
   */
  record Booked(Answer answer, boolean first) {}

  /** A change that its gateway has still to tell about. */
  record DueNotice(String gateway, Notice notice) {}

  Booked charge(
      String gateway, ChargeRequest request, CardScript script, Answer decided, Instant now) {
    return once(
        gateway,
        request.attempt(),
        () ->
            jdbc.sql(CHARGE)
                .param("gateway", gateway)
                .param("attempt", request.attempt())
                .param("amount", request.amount())
                .param("currency", request.currency())
                .param("capture", request.capture())
                .param("script", script.name())
                .param("status", decided.status())
                .param("reference", decided.reference())
                .param("code", decided.code())
                .param("decline_code", decided.declineCode())
                .param("message", decided.message())
                .param("url", decided.url())
                .param("return_url", request.returnUrl())
                .param("now", Timestamp.from(now))
                .query(Integer.class)
                .single());
  }

  Booked followUp(
      String gateway, String kind, FollowUpRequest request, String reference, Instant now) {
    return once(
        gateway,
        request.attempt(),
        () ->
            followUp(kind.equals("withdraw") ? WITHDRAWAL : FOLLOW_UP, gateway, kind, request, now)
                        .param("reference", reference)
                        .param("later", Timestamp.from(now.plus(refundsSettleAfter)))
                        .update()
                    == 1
                ? 1
                : followUp(REFUSED_FOLLOW_UP, gateway, kind, request, now).update());
  }

  /** The answer to an attempt; one that was not seen before is not executed any more. */
  Answer inquire(String gateway, String attempt, Instant now) {
    return once(
            gateway,
            attempt,
            () ->
                jdbc.sql(NEVER_SEEN)
                    .param("gateway", gateway)
                    .param("attempt", attempt)
                    .param("now", Timestamp.from(now))
                    .update())
        .answer();
  }

  /** How an attempt's card behaves; empty where there is no such attempt, or it has none. */
  Optional<String> scriptOf(String gateway, String attempt) {
    return jdbc.sql(
            "select coalesce(script, '') from operations where gateway = :gateway and attempt = :attempt")
        .param("gateway", gateway)
        .param("attempt", attempt)
        .query(String.class)
        .optional();
  }

  /** Ends the refunds whose time has come. */
  void settle(Instant now) {
    jdbc.sql(SETTLE).param("now", Timestamp.from(now)).update();
  }

  List<DueNotice> dueNotices(Instant now) {
    return jdbc.sql(
            """
            select * from operations where notice_at <= :now order by notice_at limit :limit
            """)
        .param("now", Timestamp.from(now))
        .param("limit", NOTICES_AT_ONCE)
        .query(
            (row, index) ->
                new DueNotice(
                    row.getString("gateway"), new Notice(row.getString("attempt"), answer(row))))
        .list();
  }

  /** A notice that was not taken is sent again, each time after twice as long, some times. */
  void noticeSent(DueNotice due, boolean taken, Instant now) {
    jdbc.sql(
            """
            update operations set notices_sent = notices_sent + 1, notice_at = case
              when :taken or notices_sent >= :tries then null
              else cast(:now as timestamptz) + interval '1 second' * (1 << notices_sent) end
            where gateway = :gateway and attempt = :attempt
            """)
        .param("taken", taken)
        .param("tries", NOTICE_TRIES)
        .param("now", Timestamp.from(now))
        .param("gateway", due.gateway())
        .param("attempt", due.notice().attempt())
        .update();
  }

  private Booked once(String gateway, String attempt, Statement statement) {
    boolean first;
    try {
      first = statement.run() > 0;
    } catch (DuplicateKeyException e) {
      first = false;
    }
    return new Booked(find(gateway, attempt), first);
  }

  private interface Statement {
    int run();
  }

  private Answer find(String gateway, String attempt) {
    return jdbc.sql("select * from operations where gateway = :gateway and attempt = :attempt")
        .param("gateway", gateway)
        .param("attempt", attempt)
        .query((row, index) -> answer(row))
        .single();
  }

  private JdbcClient.StatementSpec followUp(
      String sql, String gateway, String kind, FollowUpRequest request, Instant now) {
    return jdbc.sql(sql)
        .param("gateway", gateway)
        .param("attempt", request.attempt())
        .param("kind", kind)
        .param("amount", request.amount())
        .param("currency", request.currency())
        .param("charge", request.charge())
        .param("now", Timestamp.from(now));
  }

  private static Answer answer(ResultSet row) throws SQLException {
    return new Answer(
        row.getString("status"),
        row.getString("reference"),
        row.getString("code"),
        row.getString("decline_code"),
        row.getString("message"),
        row.getString("url"));
  }
}
