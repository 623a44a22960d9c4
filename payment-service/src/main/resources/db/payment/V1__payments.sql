-- The event store is the truth; payments, refunds and attempts are what queries and the sweeper need, written in the same commit.

create table payment_events (
  merchant_id text        not null,
  payment_id  text        not null,
  sequence    bigint      not null,
  event_id    text        not null,
  kind        text        not null,
  version     int         not null,
  payload     jsonb       not null,
  -- the event as it is published: the history and the feed show the same bytes
  published   text        not null,
  at          timestamptz not null,
  primary key (merchant_id, payment_id, sequence)
);

create table payments (
  merchant_id text        not null,
  payment_id  text        not null,
  livemode    boolean     not null,
  status      text        not null,
  customer_id text,
  version     bigint      not null,
  object      text        not null,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  primary key (merchant_id, payment_id)
) with (fillfactor = 80);

create table refunds (
  merchant_id text    not null,
  refund_id   text    not null,
  payment_id  text    not null,
  livemode    boolean not null,
  object      text    not null,
  primary key (merchant_id, refund_id)
) with (fillfactor = 80);

-- Every call to a gateway. While one is open the sweeper asks for its outcome when it is due.
create table attempts (
  merchant_id     text        not null,
  attempt_id      text        not null,
  payment_id      text        not null,
  gateway         text        not null,
  kind            text        not null,
  progress        text        not null,
  idempotency_key text,
  asked           int         not null default 0,
  due_at          timestamptz,
  started_at      timestamptz not null,
  primary key (merchant_id, attempt_id)
) with (fillfactor = 80);

create index attempts_by_id on attempts (attempt_id);
create index attempts_due on attempts (due_at) where due_at is not null;

-- The truth is only added to.
do $$
declare
  service text := current_schema() || '_service';
begin
  if exists (select from pg_roles where rolname = service) then
    execute format('revoke all on payment_events from %I', service);
    execute format('grant select, insert on payment_events to %I', service);
  end if;
end
$$;
