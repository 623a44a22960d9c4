package com.aegispay.audit;

import java.util.List;

/**
 * Webhooks. Deliveries commit with the row of notification-service's inbox. Which endpoints an
 * event was for is known for certain only where the merchant's endpoints have not changed since it
 * came: others are not judged.
 */
final class WebhookChecks {

  private static final Check QUEUED =
      new SqlCheck(
          "webhooks_queued",
          "Every event of a payment has a delivery for each open endpoint that subscribes to it.",
          """
          select count(*) from audit_events e join notification.inbox i
            on i.merchant_id = e.merchant_id and i.topic = 'payments' and i.subject = e.payment_id and i.sequence = e.sequence
          """,
          """
          with steady as (
            select m.merchant_id, i.applied_at from merchant.merchants m
            join notification.inbox i on i.merchant_id = m.merchant_id and i.topic = 'merchants' and i.subject = m.merchant_id
              and i.sequence = m.last_sequence),
          due as (
            select e.merchant_id, e.event_id, e.type, e.payment_id, e.sequence, w.endpoint_id
            from notification.endpoints w
            join steady s on s.merchant_id = w.merchant_id
            join audit_events e on e.merchant_id = w.merchant_id
            join notification.inbox i on i.merchant_id = e.merchant_id and i.topic = 'payments' and i.subject = e.payment_id
              and i.sequence = e.sequence and e.at > s.applied_at + (select patience from audit_bounds)
            where w.status = 'enabled' and w.gone_at is null and w.enabled_events && array['*', e.type]
              and not e.published like '%,"object":null}' and (e.published::jsonb ->> 'livemode')::boolean = w.livemode)
          select format('merchant %s payment %s sequence %s event %s endpoint %s', due.merchant_id, due.payment_id, due.sequence,
              due.event_id, due.endpoint_id) as ids,
            'a delivery' as expected, 'none' as actual,
            format('select * from notification.deliveries where merchant_id = %L and event_id = %L', due.merchant_id, due.event_id) as look
          from due left join notification.deliveries d on d.merchant_id = due.merchant_id and d.endpoint_id = due.endpoint_id
            and d.event_id = due.event_id
          where d.delivery_id is null
          """);

  private static final Check ON_LADDER =
      new SqlCheck(
          "webhooks_due",
          "Every delivery is delivered, has failed at its ladder's end, or is attempted again in time.",
          "select count(*) from notification.deliveries where created_at >= (select since from audit_bounds) or status = 'pending'",
          """
          select format('merchant %s delivery %s endpoint %s event %s', d.merchant_id, d.delivery_id, d.endpoint_id, d.event_id) as ids,
            case d.status when 'pending' then format('an attempt after %s', d.due_at)
              when 'succeeded' then 'an attempt that was answered 2xx' else 'an attempt, and none that was answered 2xx' end as expected,
            format('%s after %s attempts', d.status, d.attempts) as actual,
            format('select * from notification.deliveries left join notification.attempts using (merchant_id, delivery_id) where merchant_id = %L and delivery_id = %L',
              d.merchant_id, d.delivery_id) as look
          from notification.deliveries d
          cross join lateral (
            select count(*) as made, count(*) filter (where status_code between 200 and 299) as taken
            from notification.attempts a where a.merchant_id = d.merchant_id and a.delivery_id = d.delivery_id) a
          where (d.created_at >= (select since from audit_bounds) or d.status = 'pending') and case d.status
            when 'pending' then greatest(d.due_at, d.leased_until) < (select patient_until from audit_bounds)
              -- An endpoint that is slow makes the others wait; that is the ladder's way.
              and not exists (select from notification.deliveries o where o.merchant_id = d.merchant_id
                and o.endpoint_id = d.endpoint_id and o.status = 'pending' and o.leased_until >= (select patient_until from audit_bounds))
            when 'succeeded' then a.taken = 0
            when 'failed' then a.made = 0 or a.taken > 0
            else false end
          """);

  static final List<Check> ALL = List.of(QUEUED, ON_LADDER);

  private WebhookChecks() {}
}
