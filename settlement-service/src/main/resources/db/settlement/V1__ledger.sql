-- The journal. Append-only: what is posted is never changed, and the service's role could not.
create table entries (
  merchant_id    text        not null,
  id             text        not null,
  livemode       boolean     not null,
  kind           text        not null check (kind in ('charge', 'refund', 'refund_failure', 'settlement', 'payout')),
  source         text        not null,
  cause_topic    text        not null,
  cause_subject  text        not null,
  cause_sequence bigint      not null,
  occurred_at    timestamptz not null,
  posted_at      timestamptz not null default now(),
  primary key (merchant_id, id),
  -- Nothing is posted twice, with or without the inbox.
  unique (merchant_id, cause_topic, cause_subject, cause_sequence)
);

-- One signed column: debit positive, credit negative, so that an entry balances when it sums to zero.
create table postings (
  merchant_id text    not null,
  entry_id    text    not null,
  account     text    not null check (account ~ '^(gateway_receivable:.+|merchant_pending|merchant_payable|merchant_payout|platform_fees)$'),
  currency    text    not null check (currency ~ '^[A-Z]{3}$'),
  livemode    boolean not null,
  amount      bigint  not null check (amount <> 0),
  primary key (merchant_id, entry_id, account, currency),
  foreign key (merchant_id, entry_id) references entries (merchant_id, id)
);

create index postings_by_account on postings (merchant_id, livemode, account, currency) include (amount);

-- An entry's postings come in one statement, and every statement must balance each entry it touches: so the whole
-- journal sums to zero at every moment, not only at commit, at the price of one aggregate a statement.
create function refuse_unbalanced() returns trigger language plpgsql as $$
declare
  unbalanced text;
begin
  select entry_id || ' ' || currency into unbalanced
  from added group by merchant_id, entry_id, livemode, currency having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'unbalanced entry %', unbalanced using errcode = 'check_violation';
  end if;
  return null;
end
$$;

create trigger postings_balance after insert on postings
  referencing new table as added for each statement execute function refuse_unbalanced();

-- Charges and refunds that no settlement has closed. The only part of the ledger where rows leave: a settlement
-- takes them, and whoever deletes the row has it.
create table unsettled (
  merchant_id text        not null,
  entry_id    text        not null,
  livemode    boolean     not null,
  currency    text        not null,
  occurred_at timestamptz not null,
  primary key (merchant_id, entry_id),
  foreign key (merchant_id, entry_id) references entries (merchant_id, id)
);

create index unsettled_due on unsettled (merchant_id, livemode, currency, occurred_at);

-- Operators' runs: no merchant's, a reference table on a distributed database.
create table settlement_runs (
  id           text        primary key,
  merchant_id  text,
  livemode     boolean,
  up_to        timestamptz not null,
  status       text        not null check (status in ('running', 'completed')),
  driven_until timestamptz not null,
  created_at   timestamptz not null,
  completed_at timestamptz
);

create index settlement_runs_open on settlement_runs (created_at) where status = 'running';

create table settlements (
  merchant_id  text        not null,
  id           text        not null,
  livemode     boolean     not null,
  currency     text        not null,
  number       bigint      not null check (number > 0),
  run_id       text        not null,
  gross        bigint      not null,
  refunds      bigint      not null,
  fees         bigint      not null,
  net          bigint      not null check (net = gross - refunds - fees),
  carried_over bigint      not null,
  transactions bigint      not null check (transactions > 0),
  payout_id    text,
  created_at   timestamptz not null,
  primary key (merchant_id, id),
  -- Two runs that close the same books at once make the same number: the second starts over.
  unique (merchant_id, livemode, currency, number)
);

create index settlements_of_run on settlements (run_id);

create table settled_entries (
  merchant_id   text not null,
  entry_id      text not null,
  settlement_id text not null,
  primary key (merchant_id, entry_id),
  foreign key (merchant_id, entry_id) references entries (merchant_id, id),
  foreign key (merchant_id, settlement_id) references settlements (merchant_id, id) deferrable initially deferred
);

create index settled_entries_of on settled_entries (merchant_id, settlement_id);

create table payouts (
  merchant_id   text        not null,
  id            text        not null,
  livemode      boolean     not null,
  currency      text        not null,
  amount        bigint      not null check (amount > 0),
  status        text        not null check (status in ('pending', 'paid', 'failed')),
  settlement_id text        not null,
  created_at    timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, settlement_id),
  foreign key (merchant_id, settlement_id) references settlements (merchant_id, id)
);

-- Append-only: a capture's fee is of the plan that was valid when it happened.
create table fee_plans (
  merchant_id  text        not null,
  -- Of the merchant's event that says so.
  sequence     bigint      not null,
  valid_from   timestamptz not null,
  basis_points int         not null check (basis_points between 0 and 10000),
  fixed_minor  bigint      not null check (fixed_minor >= 0),
  primary key (merchant_id, sequence)
);

do $$
declare
  service text := current_schema() || '_service';
begin
  if exists (select from pg_roles where rolname = service) then
    execute format('revoke all on entries, postings, settled_entries, settlements, fee_plans from %I', service);
    execute format('grant select, insert on entries, postings, settled_entries, settlements, fee_plans to %I', service);
    execute format('revoke all on unsettled from %I', service);
    -- update is for the row lock of a settlement's claim
    execute format('grant select, insert, update, delete on unsettled to %I', service);
    execute format('revoke delete, truncate on payouts, settlement_runs from %I', service);
  end if;
end
$$;
