-- The auditor's working tables, of its session only. Its role may write nothing else.

-- What Kafka has, without the values. A record that is no event of ours has no event_id.
create temporary table audit_records (
  topic       text   not null,
  part        int    not null,
  "offset"    bigint not null,
  merchant_id text,
  subject     text,
  sequence    bigint,
  event_id    text,
  type        text,
  body_md5    text
);

-- Up to where each consumer had read each partition before the snapshot.
create temporary table audit_offsets (
  schema    text   not null,
  topic     text   not null,
  part      int    not null,
  committed bigint not null
);

-- since: what changed earlier is not looked at. kept_since: what happened earlier may be gone from Kafka.
-- patient_until: what was due earlier is left behind.
create temporary table audit_bounds (
  since         timestamptz not null,
  kept_since    timestamptz not null,
  patient_until timestamptz not null,
  patience      interval    not null
);

-- The payments that are looked at.
create temporary table audit_payments (
  merchant_id text not null,
  payment_id  text not null
);

-- The events of these payments that move money, as they were published.
create temporary table audit_money (
  merchant_id text    not null,
  payment_id  text    not null,
  sequence    bigint  not null,
  entry       text    not null,
  sign        int     not null,
  amount      bigint  not null,
  currency    text    not null,
  gateway     text    not null,
  livemode    boolean not null
);

create temporary view audit_outbox as
  select 'merchant' as schema, merchant_id, id, topic, subject, sequence, event_id, md5(body) as body_md5, created_at from merchant.outbox
  union all select 'payment', merchant_id, id, topic, subject, sequence, event_id, md5(body), created_at from payment.outbox
  union all select 'fraud', merchant_id, id, topic, subject, sequence, event_id, md5(body), created_at from fraud.outbox
  union all select 'settlement', merchant_id, id, topic, subject, sequence, event_id, md5(body), created_at from settlement.outbox;

create temporary view audit_parked as
  select 'merchant' as schema, merchant_id, id, topic, subject, sequence, event_id, reason, discarded_at from merchant.outbox_parked
  union all select 'payment', merchant_id, id, topic, subject, sequence, event_id, reason, discarded_at from payment.outbox_parked
  union all select 'fraud', merchant_id, id, topic, subject, sequence, event_id, reason, discarded_at from fraud.outbox_parked
  union all select 'settlement', merchant_id, id, topic, subject, sequence, event_id, reason, discarded_at from settlement.outbox_parked;

create temporary view audit_inbox as
  select 'payment' as schema, merchant_id, topic, subject, sequence, applied_at from payment.inbox
  union all select 'fraud', merchant_id, topic, subject, sequence, applied_at from fraud.inbox
  union all select 'settlement', merchant_id, topic, subject, sequence, applied_at from settlement.inbox
  union all select 'notification', merchant_id, topic, subject, sequence, applied_at from notification.inbox
  union all select 'analytics', merchant_id, topic, subject, sequence, applied_at from analytics.inbox;

create temporary view audit_dead_letters as
  select 'payment' as schema, merchant_id, topic, "partition" as part, record_offset, subject, sequence, error, resolved_at from payment.dead_letters
  union all select 'fraud', merchant_id, topic, "partition", record_offset, subject, sequence, error, resolved_at from fraud.dead_letters
  union all select 'settlement', merchant_id, topic, "partition", record_offset, subject, sequence, error, resolved_at from settlement.dead_letters
  union all select 'notification', merchant_id, topic, "partition", record_offset, subject, sequence, error, resolved_at from notification.dead_letters
  union all select 'analytics', merchant_id, topic, "partition", record_offset, subject, sequence, error, resolved_at from analytics.dead_letters;

-- The stored events of the payments that are looked at, with the type under which they were published.
create temporary view audit_events as
  select e.merchant_id, e.payment_id, e.sequence, e.event_id, e.at, e.published,
    substring(left(e.published, 200) from '"type":"([a-z_.]+)"') as type
  from audit_payments s join payment.payment_events e using (merchant_id, payment_id);
