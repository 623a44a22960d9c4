package com.aegispay.audit;

import java.util.List;

/**
 * The platform against the gateways' own books, where they are to be had: the sandbox's. An attempt
 * is written before its gateway is asked; what a gateway did about an open attempt is under way.
 */
final class GatewayChecks {

  /** A void or a refund that repairs it is under way. */
  private static final String NOTHING_GOES_BACK =
      """
      not exists (select from payment.attempts o where o.merchant_id = a.merchant_id and o.payment_id = a.payment_id
            and o.kind in ('cancel', 'expire', 'refund', 'reverse') and o.due_at is not null)
      """;

  private static final Check ONE_CHARGE =
      new SqlCheck(
          "one_charge",
          "A payment has one charge at most that is neither given back nor released.",
          "select count(*) from audit_payments",
          """
          select format('merchant %s payment %s attempts %s', a.merchant_id, a.payment_id, string_agg(a.attempt_id, ', ')) as ids,
            'one live charge at most' as expected,
            string_agg(format('%s at %s holds %s', c.reference, c.gateway, c.amount_held - c.amount_released - c.amount_refunded), ', ')
              as actual,
            format('select * from sandbox.charges where attempt in (select attempt_id from payment.attempts where payment_id = %L)',
              a.payment_id) as look
          from audit_payments s join payment.attempts a using (merchant_id, payment_id)
          join sandbox.charges c on c.gateway = a.gateway and c.attempt = a.attempt_id
          where c.amount_held > c.amount_released + c.amount_refunded and %s
          group by a.merchant_id, a.payment_id having count(*) > 1
          union all
          select format('merchant %s payment %s', a.merchant_id, a.payment_id), 'one approved authorisation at most that is not cancelled',
            format('%s approved, %s cancelled', count(*) filter (where a.kind = 'authorize'), count(*) filter (where a.kind = 'cancel')),
            format('select * from payment.attempts where merchant_id = %L and payment_id = %L', a.merchant_id, a.payment_id)
          from audit_payments s join payment.attempts a using (merchant_id, payment_id)
          where a.progress = 'approved' and %s
          group by a.merchant_id, a.payment_id
          having count(*) filter (where a.kind = 'authorize') - count(*) filter (where a.kind in ('cancel', 'refund')) > 1
          """
              .replace("and %s", "and " + NOTHING_GOES_BACK));

  private static final Check STRANGE =
      new SqlCheck(
          "gateway_known",
          "Whatever a gateway was asked for is an attempt that is known here.",
          "select count(*) from sandbox.operations where created_at >= (select since from audit_bounds)",
          """
          select format('gateway %s attempt %s', o.gateway, o.attempt) as ids,
            'an attempt of this id at this gateway' as expected, format('%s of %s %s, unknown here', o.kind, o.amount, o.currency) as actual,
            format('select * from sandbox.operations where gateway = %L and attempt = %L', o.gateway, o.attempt) as look
          from sandbox.operations o left join payment.attempts a on a.attempt_id = o.attempt and a.gateway = o.gateway
          where a.attempt_id is null and o.created_at >= (select since from audit_bounds)
          """);

  /** Every attempt as the payment tells of it, beside what its gateway has booked. */
  private static final String BOTH =
      """
      from audit_payments s
      join payment.payments p using (merchant_id, payment_id)
      cross join lateral jsonb_to_recordset(p.object::jsonb -> 'attempts')
        as told (id text, kind text, gateway text, status text, amount bigint)
      join payment.attempts a on a.merchant_id = p.merchant_id and a.attempt_id = told.id
      left join sandbox.operations o on o.gateway = told.gateway and o.attempt = told.id and o.kind <> 'inquiry'
      left join sandbox.charges c on c.gateway = o.gateway and c.attempt = o.attempt
      """;

  private static final String LOOK =
      """
      format('select a.*, o.* from payment.attempts a left join sandbox.operations o on o.gateway = a.gateway and o.attempt = a.attempt_id where a.attempt_id = %L', told.id) as look
      """;

  private static final Check AMOUNTS =
      new SqlCheck(
          "gateway_amounts",
          "A gateway booked each attempt with the amount, the currency and the kind that are known here.",
          "select count(*) from audit_payments s join payment.attempts a using (merchant_id, payment_id)",
          """
          select format('merchant %s payment %s attempt %s gateway %s', s.merchant_id, s.payment_id, told.id, told.gateway) as ids,
            format('%s of %s %s', told.kind, told.amount, p.object::jsonb ->> 'currency') as expected,
            format('%s of %s %s', o.kind, o.amount, o.currency) as actual,
          """
              + LOOK
              + BOTH
              + """
              where o.amount <> told.amount or o.currency <> p.object::jsonb ->> 'currency'
                or o.kind <> case told.kind when 'authorize' then 'charge' when 'expire' then 'cancel'
                  when 'reverse' then coalesce((
                    select case when back.amount_captured > 0 then 'refund' else 'cancel' end
                    from sandbox.charges back where back.gateway = o.gateway and back.reference = o.charge), 'nothing')
                  else told.kind end
              """);

  private static final Check OUTCOMES =
      new SqlCheck(
          "gateway_outcomes",
          "What is approved here is in the gateway's books, and what the gateway approved is approved here or open.",
          "select count(*) from audit_payments s join payment.attempts a using (merchant_id, payment_id)",
          """
          select format('merchant %s payment %s attempt %s gateway %s', s.merchant_id, s.payment_id, told.id, told.gateway) as ids,
            format('%s at the gateway as well', told.status) as expected, coalesce(o.status, 'nothing') as actual,
          """
              + LOOK
              + BOTH
              + """
              where starts_with(told.gateway, 'sandbox_')
                and (told.status = 'approved' and o.status is distinct from 'approved' and o.notice_at is null
                  or told.status in ('declined', 'failed') and o.status = 'approved' and o.notice_at is null
                    and (c.gateway is null or c.amount_held > c.amount_released + c.amount_refunded)
                    and
              """
              + NOTHING_GOES_BACK
              + ")");

  private static final Check DOUBT =
      new SqlCheck(
          "doubt",
          "What the platform has to do of itself is done in time, or waits for an operator: open attempts, duties.",
          "select (select count(*) from payment.attempts where due_at is not null) + (select count(*) from payment.payments where due_at is not null)",
          """
          select format('merchant %s payment %s attempt %s', merchant_id, payment_id, attempt_id) as ids,
            format('asked for after %s', due_at) as expected, format('%s since %s, asked %s times', progress, started_at, asked) as actual,
            format('select * from payment.attempts where attempt_id = %L', attempt_id) as look
          from payment.attempts where due_at < (select patient_until from audit_bounds)
          union all
          select format('merchant %s payment %s', merchant_id, payment_id), format('carried on after %s', due_at),
            format('%s since %s', status, updated_at),
            format('select * from payment.payments where merchant_id = %L and payment_id = %L', merchant_id, payment_id)
          from payment.payments where due_at < (select patient_until from audit_bounds)
          """);

  static final List<Check> ALL = List.of(ONE_CHARGE, STRANGE, AMOUNTS, OUTCOMES, DOUBT);

  private GatewayChecks() {}
}
