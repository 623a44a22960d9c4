-- The books of the sandbox gateways. They stand for other companies' and know nothing of the platform but attempt ids.
create table charges (
  gateway          text   not null,
  reference        text   not null,
  attempt          text   not null,
  currency         text   not null,
  amount_held      bigint not null,
  amount_captured  bigint not null,
  amount_released  bigint not null default 0,
  amount_refunded  bigint not null default 0,
  script           text   not null,
  primary key (gateway, reference),
  check (amount_captured + amount_released <= amount_held),
  check (amount_refunded <= amount_captured)
);

-- Every attempt that was executed, declined, or asked after before it arrived (never_seen: it will not be executed).
create table operations (
  gateway      text        not null,
  attempt      text        not null,
  kind         text        not null,
  amount       bigint      not null,
  currency     text        not null,
  charge       text,
  status       text        not null,
  reference    text,
  code         text,
  decline_code text,
  message      text,
  url          text,
  created_at   timestamptz not null,
  -- a refund that changes later, and the notice of it that is still to be sent
  settles_at   timestamptz,
  settles_as   text,
  notice_at    timestamptz,
  notices_sent int         not null default 0,
  primary key (gateway, attempt)
);
create index operations_settling on operations (settles_at) where settles_at is not null;
create index operations_notices on operations (notice_at) where notice_at is not null;
