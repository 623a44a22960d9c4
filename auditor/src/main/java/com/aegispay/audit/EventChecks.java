package com.aegispay.audit;

import java.util.List;

/** From the event store and the outboxes into Kafka; the package's page says why it is sound. */
final class EventChecks {

  private static final String RECORDS = "select count(*) from audit_records";

  /** Every event that is somewhere on its way: in Kafka, in an outbox, or parked. */
  private static final String ANYWHERE =
      """
      (select topic, merchant_id, subject, sequence, event_id from audit_records where event_id is not null
       union all select topic, merchant_id, subject, sequence, event_id from audit_outbox
       union all select topic, merchant_id, subject, sequence, event_id from audit_parked)
      """;

  private static final String CONSUME =
      "format('kafka-console-consumer.sh --bootstrap-server {kafka} --topic %s --partition %s --offset %s --max-messages 1 --property print.headers=true --property print.key=true', topic, part, \"offset\")";

  private static final Check LOST =
      new SqlCheck(
          "events_lost",
          "Every event is in the outbox or in Kafka.",
          "select count(*) from audit_events",
          """
          with anywhere as materialized (select topic, subject, sequence, event_id from %s a),
          owed as (
            select e.merchant_id, 'payments' as topic, e.payment_id as subject, e.sequence, e.event_id, 'payment' as schema
            from audit_events e where e.at >= (select kept_since from audit_bounds)
            union all
            select merchant_id, 'merchants', merchant_id, last_sequence, null, 'merchant' from merchant.merchants
              where last_sequence > 0 and updated_at >= (select kept_since from audit_bounds)
            union all
            select merchant_id, 'settlements', id, 1, null, 'settlement' from settlement.settlements
              where created_at >= (select kept_since from audit_bounds)
            union all
            select merchant_id, 'settlements', id, 1, null, 'settlement' from settlement.payouts
              where created_at >= (select kept_since from audit_bounds)
            union all
            select merchant_id, 'fraud', payment, 1, null, 'fraud' from fraud.assessments
              where assessed_at >= (select kept_since from audit_bounds))
          select format('merchant %%s topic %%s subject %%s sequence %%s event %%s', o.merchant_id, o.topic, o.subject, o.sequence, o.event_id) as ids,
            'in the outbox or in Kafka' as expected, 'in neither' as actual,
            format('select * from %%I.outbox where subject = %%L', o.schema, o.subject) as look
          from owed o left join anywhere a on a.topic = o.topic and a.subject = o.subject and a.sequence = o.sequence
            and (o.event_id is null or a.event_id = o.event_id)
          where a.sequence is null
          """
              .formatted(ANYWHERE));

  private static final Check TWICE =
      new SqlCheck(
          "events_twice",
          "No event is in Kafka twice, nor in an outbox twice.",
          RECORDS,
          """
          select format('topic %s subject %s sequence %s event %s', topic, subject, sequence, min(event_id)) as ids,
            'one record' as expected,
            format('%s records: %s', count(*), string_agg(format('partition %s offset %s', part, "offset"), ', ')) as actual,
            format('kafka-console-consumer.sh --bootstrap-server {kafka} --topic %s --partition %s --offset %s --max-messages 1 --property print.headers=true',
              topic, min(part), min("offset")) as look
          from audit_records where event_id is not null group by topic, subject, sequence having count(*) > 1
          union all
          select format('event %s', event_id), 'one record', format('%s records of different subjects', count(*)),
            format('kafka-console-consumer.sh --bootstrap-server {kafka} --topic %s --partition %s --offset %s --max-messages 1 --property print.headers=true',
              min(topic), min(part), min("offset"))
          from audit_records where event_id is not null
          group by event_id having count(distinct (topic, subject, sequence)) > 1
          union all
          select format('topic %s subject %s sequence %s', topic, subject, sequence), 'one row', format('%s rows', count(*)),
            format('select * from %I.outbox where subject = %L', schema, subject)
          from audit_outbox group by schema, topic, subject, sequence having count(*) > 1
          """);

  private static final Check ORDER =
      new SqlCheck(
          "events_order",
          "A subject's records lie in the order of its sequence, in one partition.",
          RECORDS,
          """
          select format('topic %s subject %s sequence %s', topic, subject, sequence) as ids,
            format('after sequence %s, in its partition', before) as expected,
            format('partition %s offset %s, after partition %s', part, "offset", part_before) as actual,
          """
              + CONSUME
              + """
              as look
              from (select *, lag(sequence) over w as before, lag(part) over w as part_before
                from audit_records where event_id is not null
                window w as (partition by topic, subject order by part, "offset")) r
              where sequence < before or part <> part_before
              """);

  private static final Check GAPS =
      new SqlCheck(
          "events_gaps",
          "A subject's events, in Kafka and on their way to it, are numbered from 1 without gaps.",
          "select count(distinct (topic, subject)) from audit_records",
          """
          with counted as (
            select topic, subject, min(sequence) as first, max(sequence) as last, count(distinct sequence) as events
            from %s a group by topic, subject)
          select format('topic %%s subject %%s', topic, subject) as ids, format('%%s events from %%s to %%s',
              last - least(first, case when (select kept_since from audit_bounds) = 'epoch' then 1 else first end) + 1,
              case when (select kept_since from audit_bounds) = 'epoch' then 1 else first end, last) as expected,
            format('%%s events from %%s to %%s', events, first, last) as actual,
            format('kafka-console-consumer.sh --bootstrap-server {kafka} --topic %%s --from-beginning --property print.headers=true --property print.key=true | grep %%s',
              topic, subject) as look
          from counted
          where last - first + 1 <> events or first <> 1 and (select kept_since from audit_bounds) = 'epoch'
          """
              .formatted(ANYWHERE));

  private static final Check ALTERED =
      new SqlCheck(
          "events_altered",
          "What is in Kafka and in the outbox is, byte for byte, what the event store says was published.",
          "select count(*) from audit_records where topic = 'payments'",
          """
          select format('merchant %s payment %s sequence %s event %s', e.merchant_id, e.payment_id, e.sequence, e.event_id) as ids,
            format('event %s, %s, md5 %s', e.event_id, e.type, md5(e.published)) as expected,
            format('event %s, %s, md5 %s', r.event_id, r.type, r.body_md5) as actual,
          """
              + CONSUME
              + """
               as look
              from audit_records r join audit_events e
                on r.topic = 'payments' and r.subject = e.payment_id and r.sequence = e.sequence
              where (r.event_id, r.type, r.merchant_id, r.body_md5) is distinct from (e.event_id, e.type, e.merchant_id, md5(e.published))
              union all
              select format('merchant %s payment %s sequence %s event %s', e.merchant_id, e.payment_id, e.sequence, e.event_id),
                format('event %s, md5 %s', e.event_id, md5(e.published)), format('event %s, md5 %s', o.event_id, o.body_md5),
                format('select * from payment.outbox where id = %s', o.id)
              from audit_outbox o join audit_events e
                on o.topic = 'payments' and o.merchant_id = e.merchant_id and o.subject = e.payment_id and o.sequence = e.sequence
              where (o.event_id, o.body_md5) is distinct from (e.event_id, md5(e.published))
              """);

  private static final Check PARKED =
      new SqlCheck(
          "events_parked",
          "No event is set aside on its way to Kafka.",
          "select count(*) from audit_parked",
          """
          select format('merchant %s topic %s subject %s sequence %s event %s', merchant_id, topic, subject, sequence, event_id) as ids,
            'published' as expected, format('parked: %s', reason) as actual,
            format('select * from %I.outbox_parked where merchant_id = %L and id = %s', schema, merchant_id, id) as look
          from audit_parked where discarded_at is null
          """);

  static final List<Check> ALL =
      List.of(LOST, TWICE, ORDER, GAPS, ALTERED, new ForeignEventsCheck(CONSUME), PARKED);

  private EventChecks() {}
}
