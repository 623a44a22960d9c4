package com.aegispay.audit;

import java.util.List;

/**
 * What the consumers made of the topics. A record that a consumer's offset has passed was applied
 * or put aside before the snapshot; the others are under way.
 */
final class ConsumerChecks {

  private static final Check SKIPPED =
      new SqlCheck(
          "inbox_complete",
          "Whatever a consumer has passed in a topic it has applied, or put aside as a dead letter.",
          """
          select count(*) from audit_offsets o
          join audit_records r on r.topic = o.topic and r.part = o.part and r."offset" < o.committed
          """,
          """
          select format('consumer %s topic %s subject %s sequence %s event %s', o.schema, r.topic, r.subject, r.sequence, r.event_id) as ids,
            'applied' as expected, format('passed and not applied: partition %s offset %s', r.part, r."offset") as actual,
            format('select * from %I.inbox where merchant_id = %L and topic = %L and subject = %L order by sequence',
              o.schema, r.merchant_id, r.topic, r.subject) as look
          from audit_offsets o
          join audit_records r on r.topic = o.topic and r.part = o.part and r."offset" < o.committed
          left join audit_inbox i on i.schema = o.schema and i.merchant_id = r.merchant_id and i.topic = r.topic
            and i.subject = r.subject and i.sequence = r.sequence
          left join audit_dead_letters d on d.schema = o.schema and d.topic = r.topic and d.part = r.part
            and d.record_offset = r."offset"
          where i.sequence is null and d.topic is null
          """);

  private static final Check FOREIGN =
      new SqlCheck(
          "inbox_genuine",
          "Whatever a consumer has applied of payments is an event that payment-service has written.",
          """
          select count(*) from audit_inbox
          where topic = 'payments' and applied_at >= (select since from audit_bounds)
          """,
          """
          select format('consumer %s payment %s sequence %s', i.schema, i.subject, i.sequence) as ids,
            'no such event' as expected, 'applied' as actual,
            format('select * from %I.inbox where merchant_id = %L and subject = %L order by sequence', i.schema, i.merchant_id, i.subject) as look
          from audit_inbox i
          left join payment.payment_events e on e.merchant_id = i.merchant_id and e.payment_id = i.subject and e.sequence = i.sequence
          where i.topic = 'payments' and i.applied_at >= (select since from audit_bounds)
            and e.event_id is null
          """);

  private static final Check DEAD_LETTERS =
      new SqlCheck(
          "dead_letters",
          "No event waits for an operator because it could not be applied.",
          "select count(*) from audit_dead_letters",
          """
          select format('consumer %s topic %s subject %s sequence %s', schema, topic, subject, sequence) as ids,
            'applied' as expected, error as actual,
            format('select * from %I.dead_letters where topic = %L and subject = %L', schema, topic, subject) as look
          from audit_dead_letters where resolved_at is null
          """);

  /**
   * An assessment that came after its time was used by nobody and may be kept after the events were
   * applied; one that the payment was decided on was kept before the first of them was written.
   */
  private static final Check LEARNT =
      new SqlCheck(
          "fraud_outcomes",
          "What fraud-service has applied about a payment that was decided on its assessment, it has learnt.",
          "select count(*) from audit_payments s join fraud.assessments a on a.merchant_id = s.merchant_id and a.payment = s.payment_id",
          """
          select format('merchant %s payment %s sequence %s', e.merchant_id, e.payment_id, e.sequence) as ids,
            format('an outcome from %s', e.type) as expected, 'none' as actual,
            format('select * from fraud.outcomes where merchant_id = %L and payment = %L', e.merchant_id, e.payment_id) as look
          from audit_events e
          join payment.payments p on p.merchant_id = e.merchant_id and p.payment_id = e.payment_id and p.object::jsonb #>> '{risk,score}' is not null
          join fraud.assessments a on a.merchant_id = e.merchant_id and a.payment = e.payment_id
          join fraud.inbox i on i.merchant_id = e.merchant_id and i.topic = 'payments' and i.subject = e.payment_id and i.sequence = e.sequence
          left join fraud.outcomes o on o.merchant_id = e.merchant_id and o.payment = e.payment_id
            and o.outcome = case e.type when 'payment.failed' then 'failed' else 'approved' end
          where o.payment is null and (e.type in ('payment.authorized', 'payment.captured')
            or e.type = 'payment.failed' and e.published::jsonb -> 'data' ->> 'code' <> 'payment_blocked')
          """);

  static final List<Check> ALL = List.of(SKIPPED, FOREIGN, DEAD_LETTERS, LEARNT);

  private ConsumerChecks() {}
}
