-- This service's copy of the merchants' endpoints, fed from the merchants topic.
create table endpoints (
  merchant_id    text not null,
  endpoint_id    text not null,
  livemode       boolean not null,
  url            text not null,
  enabled_events text[] not null,
  status         text not null check (status in ('enabled', 'disabled', 'deleted')),
  -- [{sealed, expires_at}], sealed by the keyring; opened only to sign.
  secrets        jsonb not null,
  -- The endpoint answered 410. Nothing is sent to it until its url or status changes.
  gone_at        timestamptz,
  primary key (merchant_id, endpoint_id)
);

-- What is sent, made once for each event, so that every attempt to every endpoint sends the same bytes.
create table messages (
  merchant_id text not null,
  event_id    text not null,
  type        text not null,
  livemode    boolean not null,
  body        text not null,
  created_at  timestamptz not null,
  primary key (merchant_id, event_id)
);

create table deliveries (
  merchant_id  text not null,
  delivery_id  text not null,
  endpoint_id  text not null,
  event_id     text not null,
  status       text not null check (status in ('pending', 'succeeded', 'failed', 'cancelled')),
  -- Attempts begun, ever: the number of the last one.
  attempts     int not null default 0,
  -- Attempts begun since the delivery was made or asked for again: how far up the ladder it is.
  rung         int not null default 0,
  due_at       timestamptz not null,
  -- Until then the delivery belongs to the worker that claimed it; after that to whoever comes.
  leased_until timestamptz,
  created_at   timestamptz not null,
  ended_at     timestamptz,
  primary key (merchant_id, delivery_id),
  unique (merchant_id, endpoint_id, event_id),
  foreign key (merchant_id, endpoint_id) references endpoints,
  foreign key (merchant_id, event_id) references messages,
  check ((status = 'pending') = (ended_at is null))
);
create index deliveries_of_endpoint on deliveries (merchant_id, endpoint_id, delivery_id);
create index deliveries_pending on deliveries (merchant_id, endpoint_id, due_at) where status = 'pending';
-- Those that a sender has: counted for each endpoint, so that one endpoint does not get everything at once.
create index deliveries_leased on deliveries (merchant_id, endpoint_id)
  where status = 'pending' and leased_until is not null;

-- Every attempt whose outcome is known. A worker that died in the middle leaves a gap in the numbers.
create table attempts (
  merchant_id text not null,
  delivery_id text not null,
  number      int not null,
  started_at  timestamptz not null,
  duration_ms bigint not null,
  -- Exactly one of the two: an answer, or why there was none.
  status_code int,
  error       text,
  response    text,
  primary key (merchant_id, delivery_id, number),
  foreign key (merchant_id, delivery_id) references deliveries,
  check ((status_code is null) <> (error is null))
);

-- Endpoints that have something to send, each with its oldest due time. A loose index scan: it costs one probe for
-- each such endpoint, however long their queues are.
create view busy_endpoints as
with recursive busy as (
  (select merchant_id, endpoint_id, due_at from deliveries
   where status = 'pending' order by merchant_id, endpoint_id, due_at limit 1)
  union all
  select next.* from busy cross join lateral (
    select d.merchant_id, d.endpoint_id, d.due_at from deliveries d
    where d.status = 'pending' and (d.merchant_id, d.endpoint_id) > (busy.merchant_id, busy.endpoint_id)
    order by d.merchant_id, d.endpoint_id, d.due_at limit 1) next
)
select merchant_id, endpoint_id, due_at as oldest_due_at from busy;

-- Attempts are history: written once.
do $$
declare
  service text := current_schema() || '_service';
begin
  if exists (select from pg_roles where rolname = service) then
    execute format('revoke update, delete on attempts, messages from %I', service);
  end if;
end
$$;
