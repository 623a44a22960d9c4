-- What was answered about a payment, once for each payment; never changed.
create table assessments (
  merchant_id text        not null,
  payment     text        not null,
  id          text        not null,
  livemode    boolean     not null,
  score       int         not null check (score between 0 and 100),
  decision    text        not null check (decision in ('approve', 'review', 'decline')),
  reasons     jsonb       not null,
  amount      bigint      not null,
  currency    text        not null,
  fingerprint text        not null,
  bin         text        not null,
  last4       text        not null,
  brand       text        not null,
  customer    text,
  email       text,
  country     text,
  ip          text,
  assessed_at timestamptz not null,
  primary key (merchant_id, payment)
);

-- Payments that somebody has to look at. Opened with the assessment, closed by a decision.
create table reviews (
  merchant_id text        not null,
  id          text        not null,
  payment     text        not null,
  assessment  text        not null,
  livemode    boolean     not null,
  score       int         not null,
  status      text        not null default 'open' check (status in ('open', 'closed')),
  decision    text        check (decision in ('approve', 'decline')),
  closed_by   text,
  opened_at   timestamptz not null,
  closed_at   timestamptz,
  version     int         not null default 0,
  primary key (merchant_id, id),
  unique (merchant_id, payment),
  check ((status = 'closed') = (decision is not null and closed_by is not null and closed_at is not null))
);
create index reviews_open on reviews (merchant_id, livemode, id) where status = 'open';

-- How a merchant (or, as merchant 'platform', an operator for all) set a built-in rule.
create table rule_settings (
  merchant_id  text        not null,
  livemode     boolean     not null,
  rule         text        not null,
  enabled      boolean     not null,
  points       int         not null check (points between 0 and 100),
  limit_value  bigint      not null check (limit_value >= 0),
  updated_at   timestamptz not null,
  version      int         not null default 0,
  primary key (merchant_id, livemode, rule)
);

create table thresholds (
  merchant_id text        not null,
  livemode    boolean     not null,
  review_at   int         not null,
  decline_at  int         not null,
  updated_at  timestamptz not null,
  version     int         not null default 0,
  primary key (merchant_id, livemode),
  check (1 <= review_at and review_at <= decline_at and decline_at <= 101)
);

create table list_entries (
  merchant_id text        not null,
  id          text        not null,
  livemode    boolean     not null,
  kind        text        not null,
  value       text        not null,
  action      text        not null check (action in ('block', 'allow')),
  note        text,
  expires_at  timestamptz,
  created_at  timestamptz not null,
  version     int         not null default 0,
  primary key (merchant_id, id),
  unique (merchant_id, livemode, kind, value)
);

-- What became of assessed payments, as the payments topic told; the first outcome of each kind counts.
create table outcomes (
  merchant_id text        not null,
  payment     text        not null,
  outcome     text        not null check (outcome in ('approved', 'failed')),
  occurred_at timestamptz not null,
  primary key (merchant_id, payment, outcome)
);

-- The usual amount: a mean in thousandths of the minor unit, in which the later payments weigh more.
create table usual_amounts (
  merchant_id      text    not null,
  livemode         boolean not null,
  currency         text    not null,
  payments         bigint  not null,
  mean_thousandths numeric not null,
  primary key (merchant_id, livemode, currency)
);

create table merchants (
  merchant_id text   primary key,
  country     text   not null
);

do $$
declare
  service text := current_schema() || '_service';
begin
  if exists (select from pg_roles where rolname = service) then
    execute format('revoke update, delete on assessments, outcomes from %I', service);
    execute format('revoke delete on reviews, usual_amounts, merchants from %I', service);
  end if;
end
$$;
