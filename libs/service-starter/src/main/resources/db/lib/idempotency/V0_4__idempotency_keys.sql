-- A request's claim and, once there is one, its answer. status is null while the work runs.
create table idempotency_keys (
  merchant_id text not null,
  livemode    boolean not null,
  key         text not null,
  fingerprint text not null,
  subject     text,
  status      int,
  body        text,
  created_at  timestamptz not null default now(),
  primary key (merchant_id, livemode, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);
