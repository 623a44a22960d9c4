-- What this service has applied. A row is written in the transaction that applies the effect.
create table inbox (
  merchant_id text        not null,
  topic       text        not null,
  subject     text        not null,
  sequence    bigint      not null,
  event_id    text        not null,
  received_at timestamptz not null default now(),
  primary key (merchant_id, topic, subject, sequence)
);

-- Events that could not be applied, and those of the same subject behind them. While a subject has an
-- open row (resolved_at is null), its later events are put here as well: they are never applied out of order.
-- A record that is no event of ours has an empty merchant and no sequence.
create table dead_letters (
  merchant_id   text        not null,
  topic         text        not null,
  "partition"   int         not null,
  record_offset bigint      not null,
  subject       text        not null,
  sequence      bigint,
  event_id      text,
  type          text,
  version       int,
  body          text,
  traceparent   text,
  error         text        not null,
  received_at   timestamptz not null default now(),
  resolved_at   timestamptz,
  primary key (merchant_id, topic, "partition", record_offset)
);

create index dead_letters_open on dead_letters (merchant_id, topic, subject) where resolved_at is null;

do $$
declare
  service text := current_schema() || '_service';
begin
  if exists (select from pg_roles where rolname = service) then
    execute format('revoke all on inbox, dead_letters from %I', service);
    execute format('grant select, insert on inbox to %I', service);
    execute format('grant select, insert, update on dead_letters to %I', service);
  end if;
end
$$;
