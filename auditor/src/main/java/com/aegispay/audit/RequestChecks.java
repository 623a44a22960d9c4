package com.aegispay.audit;

import java.util.List;

/**
 * Idempotency records and their effects. A claim commits with the effect, and an answer with the
 * end of the attempt that it waits for: neither is ever under way alone. Answers are kept for a day
 * at least, so older effects are not asked for theirs.
 */
final class RequestChecks {

  private static final Check EFFECT =
      new SqlCheck(
          "requests_effect",
          "Every idempotency record has its effect, and is answered unless its attempt is open.",
          "select count(*) from payment.idempotency_keys where created_at >= (select since from audit_bounds)",
          """
          select format('merchant %s idempotency key %s payment %s', k.merchant_id, k.key, k.subject) as ids,
            case when p.payment_id is null then 'a payment' when k.status is null then 'an open attempt under this key'
              else 'an answer that speaks of the payment' end as expected,
            case when p.payment_id is null then 'none' when k.status is null then 'no answer and no open attempt'
              else format('an answer %s of something else', k.status) end as actual,
            format('select * from payment.idempotency_keys left join payment.attempts using (merchant_id) where merchant_id = %L and key = %L and idempotency_key = key',
              k.merchant_id, k.key) as look
          from payment.idempotency_keys k
          left join payment.payments p on p.merchant_id = k.merchant_id and p.payment_id = k.subject and p.livemode = k.livemode
          where k.subject is not null and k.created_at >= (select since from audit_bounds) and (p.payment_id is null
            or k.status is null and not exists (select from payment.attempts a where a.merchant_id = k.merchant_id
              and a.payment_id = k.subject and a.idempotency_key = k.key and a.due_at is not null)
            or k.status is not null and position(k.subject in coalesce(k.body, '')) = 0)
          union all
          select format('%s: merchant %s idempotency key %s', o.schema, o.merchant_id, o.key), 'an answer', 'none',
            format('select * from %I.idempotency_keys where merchant_id = %L and key = %L', o.schema, o.merchant_id, o.key)
          from (select 'merchant' as schema, merchant_id, key from merchant.idempotency_keys where status is null
            union all select 'fraud', merchant_id, key from fraud.idempotency_keys where status is null
            union all select 'settlement', merchant_id, key from settlement.idempotency_keys where status is null
            union all select 'notification', merchant_id, key from notification.idempotency_keys where status is null
            union all select 'payment', merchant_id, key from payment.idempotency_keys where status is null and subject is null) o
          """);

  private static final Check RECORD =
      new SqlCheck(
          "requests_record",
          "Every payment, and every attempt that a request asked for, has the idempotency record of its request; only a key whose request came to nothing is free again.",
          "select count(*) from audit_payments s join payment.payments p using (merchant_id, payment_id) where p.created_at > now() - interval '23 hours'",
          """
          select format('merchant %s payment %s attempt %s', a.merchant_id, a.payment_id, a.attempt_id) as ids,
            format('a record of the key %s', a.idempotency_key) as expected, coalesce('one of ' || k.subject, 'none') as actual,
            format('select * from payment.idempotency_keys where merchant_id = %L and key = %L', a.merchant_id, a.idempotency_key) as look
          from audit_payments s
          join payment.payments p using (merchant_id, payment_id)
          join payment.attempts a using (merchant_id, payment_id)
          left join payment.idempotency_keys k on k.merchant_id = a.merchant_id and k.livemode = p.livemode and k.key = a.idempotency_key
          where a.idempotency_key is not null and a.started_at > now() - interval '23 hours' and k.subject is distinct from a.payment_id
            and not (k.key is null and a.kind in ('capture', 'cancel', 'refund') and a.progress = 'failed')
          union all
          select format('merchant %s payment %s', p.merchant_id, p.payment_id), 'a record of the request that made it', 'none',
            format('select * from payment.idempotency_keys where merchant_id = %L and subject = %L', p.merchant_id, p.payment_id)
          from audit_payments s
          join payment.payments p using (merchant_id, payment_id)
          left join payment.idempotency_keys k on k.merchant_id = p.merchant_id and k.subject = p.payment_id
          where p.created_at > now() - interval '23 hours' and k.key is null
          """);

  static final List<Check> ALL = List.of(EFFECT, RECORD);

  private RequestChecks() {}
}
