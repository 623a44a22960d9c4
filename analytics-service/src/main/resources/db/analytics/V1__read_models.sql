create table merchants (
  merchant_id text        primary key,
  name        text        not null,
  created_at  timestamptz not null
);

-- A payment as its last event left it. The amounts captured and refunded are the sums of its movements.
create table payments (
  merchant_id     text        not null,
  payment_id      text        not null,
  livemode        boolean     not null,
  status          text        not null,
  currency        text        not null check (currency ~ '^[A-Z]{3}$'),
  amount          bigint      not null,
  amount_captured bigint      not null default 0 check (amount_captured >= 0),
  amount_refunded bigint      not null default 0 check (amount_refunded between 0 and amount_captured),
  gateway         text,
  authorized      boolean     not null,
  settled         boolean     not null,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  last_sequence   bigint      not null,
  primary key (merchant_id, payment_id)
);

create index payments_by_time on payments (merchant_id, livemode, created_at);

-- Money that moved, one row for each capture and each refund that succeeded, negative where it came back: the events
-- that the ledger posts.
create table movements (
  merchant_id text        not null,
  payment_id  text        not null,
  sequence    bigint      not null,
  livemode    boolean     not null,
  kind        text        not null check (kind in ('capture', 'refund')),
  currency    text        not null check (currency ~ '^[A-Z]{3}$'),
  amount      bigint      not null check (amount > 0 or (kind = 'refund' and amount < 0)),
  occurred_at timestamptz not null,
  primary key (merchant_id, payment_id, sequence),
  foreign key (merchant_id, payment_id) references payments (merchant_id, payment_id)
);

create index movements_by_time on movements (merchant_id, livemode, occurred_at);

create table settlements (
  merchant_id   text        not null,
  settlement_id text        not null,
  livemode      boolean     not null,
  currency      text        not null,
  gross         bigint      not null,
  fees          bigint      not null,
  refunds       bigint      not null,
  net           bigint      not null,
  closed_at     timestamptz not null,
  primary key (merchant_id, settlement_id)
);

create table payouts (
  merchant_id text        not null,
  payout_id   text        not null,
  livemode    boolean     not null,
  currency    text        not null,
  amount      bigint      not null,
  created_at  timestamptz not null,
  primary key (merchant_id, payout_id)
);

create table assessments (
  merchant_id   text        not null,
  assessment_id text        not null,
  payment_id    text        not null,
  livemode      boolean     not null,
  decision      text        not null,
  score         int         not null,
  assessed_at   timestamptz not null,
  primary key (merchant_id, assessment_id)
);

-- What people decided; decision is null while they have not.
create table reviews (
  merchant_id text        not null,
  review_id   text        not null,
  payment_id  text        not null,
  livemode    boolean     not null,
  decision    text,
  opened_at   timestamptz not null,
  primary key (merchant_id, review_id)
);

do $$
declare
  service text := current_schema() || '_service';
begin
  if exists (select from pg_roles where rolname = service) then
    execute format('revoke update, delete on movements, settlements, assessments from %I', service);
  end if;
end
$$;
