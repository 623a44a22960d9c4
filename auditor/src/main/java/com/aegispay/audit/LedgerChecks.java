package com.aegispay.audit;

import java.util.List;

/**
 * The ledger against the events, and against itself. An entry commits with the row of the inbox
 * that says so: an event without that row is under way.
 */
final class LedgerChecks {

  private static final Check BOOKED =
      new SqlCheck(
          "ledger_events",
          "Every capture, refund and return is booked once, with its amount, and nothing else is booked for a payment.",
          "select count(*) from audit_money",
          """
          select format('merchant %s payment %s sequence %s entry %s', m.merchant_id, m.payment_id, m.sequence, e.id) as ids,
            format('%s of %s %s at %s', m.entry, m.sign * m.amount, m.currency, m.gateway) as expected,
            case when e.id is null then 'not booked'
              else format('%s of %s %s at %s', e.kind, p.amount, p.currency, substr(p.account, 20)) end as actual,
            format('select e.kind, e.source, p.* from settlement.entries e join settlement.postings p on p.merchant_id = e.merchant_id and p.entry_id = e.id where e.merchant_id = %L and e.cause_subject = %L and e.cause_sequence = %s',
              m.merchant_id, m.payment_id, m.sequence) as look
          from audit_money m
          join settlement.inbox i on i.merchant_id = m.merchant_id and i.topic = 'payments' and i.subject = m.payment_id and i.sequence = m.sequence
          left join settlement.entries e on e.merchant_id = m.merchant_id and e.cause_topic = 'payments'
            and e.cause_subject = m.payment_id and e.cause_sequence = m.sequence
          left join settlement.postings p on p.merchant_id = e.merchant_id and p.entry_id = e.id and p.account like 'gateway_receivable:%'
          where (e.kind, p.amount, p.currency, substr(p.account, 20), e.livemode)
            is distinct from (m.entry, m.sign * m.amount, m.currency, m.gateway, m.livemode)
          union all
          select format('merchant %s payment %s sequence %s entry %s', e.merchant_id, e.cause_subject, e.cause_sequence, e.id),
            'an event that moved money', coalesce(v.type, 'no event'),
            format('select * from settlement.entries where merchant_id = %L and id = %L', e.merchant_id, e.id)
          from settlement.entries e
          left join (select merchant_id, payment_id, sequence, substring(left(published, 200) from '"type":"([a-z_.]+)"') as type
            from payment.payment_events) v
            on v.merchant_id = e.merchant_id and v.payment_id = e.cause_subject and v.sequence = e.cause_sequence
          where e.cause_topic = 'payments' and e.posted_at >= (select since from audit_bounds)
            and (v.type is null or v.type not in ('payment.captured', 'refund.succeeded', 'refund.failed', 'payment.reversal_returned',
              'payment.return_reversed'))
          """);

  private static final Check BALANCED =
      new SqlCheck(
          "ledger_balance",
          "The postings of every entry sum to zero in its currency, and there are two at least.",
          "select count(*) from settlement.entries where posted_at >= (select since from audit_bounds)",
          """
          select format('merchant %s entry %s', e.merchant_id, e.id) as ids, '0' as expected,
            format('%s %s in %s postings', coalesce(sum(p.amount), 0), p.currency, count(p.account)) as actual,
            format('select * from settlement.postings where merchant_id = %L and entry_id = %L', e.merchant_id, e.id) as look
          from settlement.entries e left join settlement.postings p on p.merchant_id = e.merchant_id and p.entry_id = e.id
          where e.posted_at >= (select since from audit_bounds)
          group by e.merchant_id, e.id, p.currency
          having coalesce(sum(p.amount), 0) <> 0 or count(p.account) < 2
          """);

  private static final Check SETTLED =
      new SqlCheck(
          "settlements",
          "Every entry of a payment is settled once or waits for it, and a settlement is the sum of its entries.",
          "select count(*) from settlement.settlements where created_at >= (select since from audit_bounds)",
          """
          select format('merchant %s entry %s', e.merchant_id, e.id) as ids, 'settled or waiting' as expected,
            case when u.entry_id is null then 'neither' else 'both' end as actual,
            format('select * from settlement.entries where merchant_id = %L and id = %L', e.merchant_id, e.id) as look
          from settlement.entries e
          left join settlement.unsettled u on u.merchant_id = e.merchant_id and u.entry_id = e.id
          left join settlement.settled_entries d on d.merchant_id = e.merchant_id and d.entry_id = e.id
          where e.cause_topic = 'payments' and e.posted_at >= (select since from audit_bounds)
            and (u.entry_id is null) = (d.entry_id is null)
          union all
          select format('merchant %s settlement %s', s.merchant_id, s.id),
            format('gross %s refunds %s fees %s of %s', sums.gross, sums.refunds, sums.fees, sums.transactions),
            format('gross %s refunds %s fees %s of %s', s.gross, s.refunds, s.fees, s.transactions),
            format('select * from settlement.settlements where merchant_id = %L and id = %L', s.merchant_id, s.id)
          from settlement.settlements s cross join lateral (
            select count(distinct d.entry_id) as transactions,
              coalesce(sum(p.amount) filter (where e.kind = 'charge' and p.account like 'gateway_receivable:%'), 0) as gross,
              coalesce(-sum(p.amount) filter (where e.kind <> 'charge' and p.account like 'gateway_receivable:%'), 0) as refunds,
              coalesce(-sum(p.amount) filter (where p.account = 'platform_fees'), 0) as fees
            from settlement.settled_entries d
            join settlement.entries e on e.merchant_id = d.merchant_id and e.id = d.entry_id
            join settlement.postings p on p.merchant_id = d.merchant_id and p.entry_id = d.entry_id
            where d.merchant_id = s.merchant_id and d.settlement_id = s.id) sums
          where s.created_at >= (select since from audit_bounds)
            and (s.gross, s.refunds, s.fees, s.transactions) is distinct from (sums.gross, sums.refunds, sums.fees, sums.transactions)
          """);

  private static final Check PAYOUTS =
      new SqlCheck(
          "payouts",
          "Every payout is booked once, with its amount.",
          "select count(*) from settlement.payouts where created_at >= (select since from audit_bounds)",
          """
          select format('merchant %s payout %s', o.merchant_id, o.id) as ids, format('%s %s booked', o.amount, o.currency) as expected,
            format('%s %s', p.amount, p.currency) as actual,
            format('select * from settlement.entries where merchant_id = %L and cause_subject = %L', o.merchant_id, o.id) as look
          from settlement.payouts o
          left join settlement.entries e on e.merchant_id = o.merchant_id and e.cause_topic = 'settlements' and e.cause_subject = o.id
            and e.kind = 'payout'
          left join settlement.postings p on p.merchant_id = e.merchant_id and p.entry_id = e.id and p.account = 'merchant_payable'
          where o.created_at >= (select since from audit_bounds)
            and (p.amount, p.currency) is distinct from (o.amount, o.currency)
          """);

  static final List<Check> ALL = List.of(BOOKED, BALANCED, SETTLED, PAYOUTS);

  private LedgerChecks() {}
}
