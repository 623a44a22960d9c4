-- Events on their way to Kafka. The relay reads them in the order of id and deletes what it has published.
create table outbox (
  merchant_id text        not null,
  id          bigint      generated always as identity,
  topic       text        not null,
  subject     text        not null,
  sequence    bigint      not null check (sequence > 0),
  event_id    text        not null,
  type        text        not null,
  version     int         not null check (version > 0),
  body        text        not null,
  traceparent text,
  created_at  timestamptz not null default now(),
  primary key (merchant_id, id)
) with (
  -- Every row lives for milliseconds: vacuum by count, not by share, so that the table stays small.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_insert_scale_factor = 0,
  autovacuum_vacuum_cost_delay = 0
);

create index outbox_order on outbox (id);

-- Rows that Kafka will never take (too large, a topic that cannot be written), moved here by the relay.
create table outbox_parked (
  merchant_id text        not null,
  id          bigint      not null,
  topic       text        not null,
  subject     text        not null,
  sequence    bigint      not null,
  event_id    text        not null,
  type        text        not null,
  version     int         not null,
  body        text        not null,
  traceparent text,
  created_at  timestamptz not null,
  parked_at   timestamptz not null,
  reason      text        not null,
  primary key (merchant_id, id)
);

-- Part of the insert, so that waking the relay costs no round trip. The channel is the database's,
-- therefore the payload says whose outbox it is.
create function outbox_wake() returns trigger language plpgsql as $$
begin
  perform pg_notify('outbox', tg_table_schema);
  return null;
end
$$;

create trigger outbox_wake after insert on outbox
  for each statement execute function outbox_wake();

-- Roles get what they need. deploy/postgres/roles.sql makes them; a bare test database may lack them.
do $$
declare
  service text := current_schema() || '_service';
begin
  if exists (select from pg_roles where rolname = 'outbox_relay') then
    grant select, delete on outbox to outbox_relay;
    grant select, insert on outbox_parked to outbox_relay;
  end if;
  if exists (select from pg_roles where rolname = service) then
    execute format('revoke all on outbox, outbox_parked from %I', service);
    execute format('grant select, insert on outbox to %I', service);
    execute format('grant select on outbox_parked to %I', service);
  end if;
end
$$;
