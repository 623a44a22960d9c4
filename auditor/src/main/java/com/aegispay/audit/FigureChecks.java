package com.aegispay.audit;

import java.util.List;

/**
 * The read models against the events. Figures commit with the row of analytics-service's inbox: an
 * event without that row is under way.
 */
final class FigureChecks {

  private static final Check MOVEMENTS =
      new SqlCheck(
          "figures_moved",
          "The money that the figures count is the money that events have moved.",
          "select count(*) from audit_money",
          """
          select format('merchant %s payment %s sequence %s', m.merchant_id, m.payment_id, m.sequence) as ids,
            format('%s of %s %s', case m.entry when 'charge' then 'capture' else 'refund' end,
              case m.entry when 'refund_failure' then -m.amount else m.amount end, m.currency) as expected,
            case when v.kind is null then 'nothing' else format('%s of %s %s', v.kind, v.amount, v.currency) end as actual,
            format('select * from analytics.movements where merchant_id = %L and payment_id = %L', m.merchant_id, m.payment_id) as look
          from audit_money m
          join analytics.inbox i on i.merchant_id = m.merchant_id and i.topic = 'payments' and i.subject = m.payment_id and i.sequence = m.sequence
          left join analytics.movements v on v.merchant_id = m.merchant_id and v.payment_id = m.payment_id and v.sequence = m.sequence
          where m.entry in ('charge', 'refund', 'refund_failure')
            and (v.kind, v.amount, v.currency, v.livemode) is distinct from (case m.entry when 'charge' then 'capture' else 'refund' end,
            case m.entry when 'refund_failure' then -m.amount else m.amount end, m.currency, m.livemode)
          union all
          select format('merchant %s payment %s sequence %s', v.merchant_id, v.payment_id, v.sequence), 'an event that moved money', 'none',
            format('select * from analytics.movements where merchant_id = %L and payment_id = %L', v.merchant_id, v.payment_id)
          from audit_payments s join analytics.movements v using (merchant_id, payment_id)
          left join audit_money m on m.merchant_id = v.merchant_id and m.payment_id = v.payment_id and m.sequence = v.sequence
          where m.sequence is null
            -- younger than the snapshot it cannot be, but its payment may be older than what is looked at
            and not exists (select from analytics.payments p where p.merchant_id = v.merchant_id and p.payment_id = v.payment_id
              and p.updated_at < (select since from audit_bounds))
          """);

  private static final Check PAYMENTS =
      new SqlCheck(
          "figures_payments",
          "A payment in the figures is as its last event left it, and its amounts are the sums of its movements.",
          "select count(*) from audit_payments s join analytics.payments p using (merchant_id, payment_id)",
          """
          select format('merchant %s payment %s', p.merchant_id, p.payment_id) as ids,
            format('captured %s refunded %s', v.captured, v.refunded)
              || coalesce(', ' || (e.body -> 'object' ->> 'status') || ' after ' || e.sequence, '') as expected,
            format('captured %s refunded %s, %s after %s', p.amount_captured, p.amount_refunded, p.status, p.last_sequence) as actual,
            format('select * from analytics.payments where merchant_id = %L and payment_id = %L', p.merchant_id, p.payment_id) as look
          from audit_payments s
          join analytics.payments p using (merchant_id, payment_id)
          cross join lateral (
            select coalesce(sum(amount) filter (where kind = 'capture'), 0) as captured,
              coalesce(sum(amount) filter (where kind = 'refund'), 0) as refunded
            from analytics.movements m where m.merchant_id = p.merchant_id and m.payment_id = p.payment_id) v
          left join lateral (
            select sequence, published::jsonb as body from payment.payment_events e
            where e.merchant_id = p.merchant_id and e.payment_id = p.payment_id and e.sequence = p.last_sequence) e on true
          where (p.amount_captured, p.amount_refunded) is distinct from (v.captured, v.refunded)
            or e.sequence is null
            or e.body -> 'object' ->> 'object' = 'payment' and p.status <> e.body -> 'object' ->> 'status'
          """);

  private static final Check SETTLEMENTS =
      new SqlCheck(
          "figures_settled",
          "Settlements and payouts in the figures are those of the ledger.",
          "select count(*) from analytics.settlements where closed_at >= (select since from audit_bounds)",
          """
          select format('merchant %s settlement %s', coalesce(s.merchant_id, a.merchant_id), coalesce(s.id, a.settlement_id)) as ids,
            format('gross %s fees %s refunds %s net %s', s.gross, s.fees, s.refunds, s.net) as expected,
            format('gross %s fees %s refunds %s net %s', a.gross, a.fees, a.refunds, a.net) as actual,
            format('select * from analytics.settlements where settlement_id = %L', coalesce(s.id, a.settlement_id)) as look
          from (select s.* from settlement.settlements s join analytics.inbox i on i.merchant_id = s.merchant_id
              and i.topic = 'settlements' and i.subject = s.id and i.sequence = 1
            where s.created_at >= (select since from audit_bounds)) s
          full join (select * from analytics.settlements where closed_at >= (select since from audit_bounds)) a
            on a.merchant_id = s.merchant_id and a.settlement_id = s.id
          where (s.gross, s.fees, s.refunds, s.net, s.currency) is distinct from (a.gross, a.fees, a.refunds, a.net, a.currency)
          union all
          select format('merchant %s payout %s', coalesce(s.merchant_id, a.merchant_id), coalesce(s.id, a.payout_id)),
            format('%s %s', s.amount, s.currency), format('%s %s', a.amount, a.currency),
            format('select * from analytics.payouts where payout_id = %L', coalesce(s.id, a.payout_id))
          from (select s.* from settlement.payouts s join analytics.inbox i on i.merchant_id = s.merchant_id
              and i.topic = 'settlements' and i.subject = s.id and i.sequence = 1
            where s.created_at >= (select since from audit_bounds)) s
          full join (select * from analytics.payouts where created_at >= (select since from audit_bounds)) a
            on a.merchant_id = s.merchant_id and a.payout_id = s.id
          where (s.amount, s.currency) is distinct from (a.amount, a.currency)
          """);

  static final List<Check> ALL = List.of(MOVEMENTS, PAYMENTS, SETTLEMENTS);

  private FigureChecks() {}
}
