package com.aegispay.audit;

import java.util.List;

/**
 * A payment and its events. All of it is written by one transaction, so that nothing of it is under
 * way in a snapshot.
 */
final class MoneyChecks {

  private static final String PAYMENTS = "select count(*) from audit_payments";

  private static final Check SEQUENCES =
      new SqlCheck(
          "sequences",
          "A payment's events are numbered from 1 without gaps, and each has an id of its own.",
          "select count(*) from audit_events",
          """
          select format('merchant %s payment %s', merchant_id, payment_id) as ids,
            format('sequences 1 to %s', count(*)) as expected,
            format('%s to %s, without %s', min(sequence), max(sequence),
              coalesce((select string_agg(n::text, ', ') from generate_series(1, max(e.sequence)) n
                where not n = any(array_agg(e.sequence))), 'gaps')) as actual,
            format('select sequence, kind, at from payment.payment_events where merchant_id = %L and payment_id = %L order by 1',
              merchant_id, payment_id) as look
          from audit_events e group by merchant_id, payment_id
          having min(sequence) <> 1 or max(sequence) <> count(*)
          union all
          select format('event %s', event_id), 'one event of this id', format('%s events', count(*)),
            format('select merchant_id, payment_id, sequence from payment.payment_events where event_id = %L', event_id)
          from audit_events group by event_id having count(*) > 1
          """);

  private static final Check CAPTURED =
      new SqlCheck(
          "captured",
          "No more was captured than was authorised, by what was published and by the payment itself.",
          PAYMENTS,
          """
          select format('merchant %s payment %s', merchant_id, payment_id) as ids,
            format('at most %s captured', p.object::jsonb ->> 'amount_authorized') as expected,
            format('%s by events, %s by the payment', coalesce(m.captured, 0), p.object::jsonb ->> 'amount_captured') as actual,
            format('select sequence, published from payment.payment_events where merchant_id = %L and payment_id = %L order by 1',
              merchant_id, payment_id) as look
          from audit_payments s join payment.payments p using (merchant_id, payment_id)
          left join (select merchant_id, payment_id, sum(amount) as captured from audit_money where entry = 'charge' group by 1, 2) m
            using (merchant_id, payment_id)
          where greatest(coalesce(m.captured, 0), (p.object::jsonb ->> 'amount_captured')::bigint)
            > (p.object::jsonb ->> 'amount_authorized')::bigint
          """);

  private static final Check REFUNDED =
      new SqlCheck(
          "refunded",
          "No more was refunded than was captured, by what was published and by the payment itself.",
          PAYMENTS,
          """
          select format('merchant %s payment %s', merchant_id, payment_id) as ids,
            format('at most %s refunded', coalesce(m.captured, 0)) as expected,
            format('%s by events, %s by the payment', coalesce(m.refunded, 0), p.object::jsonb ->> 'amount_refunded') as actual,
            format('select sequence, published from payment.payment_events where merchant_id = %L and payment_id = %L order by 1',
              merchant_id, payment_id) as look
          from audit_payments s join payment.payments p using (merchant_id, payment_id)
          left join (
            select merchant_id, payment_id, sum(amount) filter (where entry = 'charge') as captured,
              coalesce(sum(case entry when 'refund' then amount when 'refund_failure' then -amount end), 0) as refunded
            from audit_money group by 1, 2) m using (merchant_id, payment_id)
          where greatest(coalesce(m.refunded, 0), (p.object::jsonb ->> 'amount_refunded')::bigint) > coalesce(m.captured, 0)
          """);

  static final List<Check> ALL = List.of(new ReplayCheck(), SEQUENCES, CAPTURED, REFUNDED);

  private MoneyChecks() {}
}
