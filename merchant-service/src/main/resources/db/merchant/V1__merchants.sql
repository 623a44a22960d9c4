create table merchants (
  merchant_id       text primary key,
  name              text not null,
  email             text not null,
  country           text not null check (country ~ '^[A-Z]{2}$'),
  default_currency  text not null check (default_currency ~ '^[A-Z]{3}$'),
  status            text not null check (status in ('active')),
  fee_basis_points  int not null check (fee_basis_points between 0 and 10000),
  fee_fixed_minor   bigint not null check (fee_fixed_minor >= 0),
  -- The sequence of the merchant's last event. Whoever changes anything of a merchant locks this row first, so that
  -- events are numbered and written in the order of the changes.
  last_sequence     bigint not null default 0,
  version           int not null,
  created_at        timestamptz not null,
  updated_at        timestamptz not null
);

create table api_keys (
  merchant_id   text not null references merchants (merchant_id),
  id            text not null,
  -- SHA-256 in lower-case hex; the key itself is nowhere.
  key_hash      text not null check (key_hash ~ '^[0-9a-f]{64}$'),
  prefix        text not null,
  name          text,
  livemode      boolean not null,
  scopes        text[] not null check (cardinality(scopes) > 0),
  replaced_by   text,
  expires_at    timestamptz,
  revoked_at    timestamptz,
  -- Approximate, written now and then beside the version.
  last_used_at  timestamptz,
  version       int not null,
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  primary key (merchant_id, id)
);
-- A key is looked up before its merchant is known. Not unique: a unique index would need merchant_id, and two keys of
-- 256 random bits do not meet.
create index api_keys_hash on api_keys (key_hash);

create table webhook_endpoints (
  merchant_id          text not null references merchants (merchant_id),
  id                   text not null,
  livemode             boolean not null,
  url                  text not null,
  description          text,
  enabled_events       text[] not null check (cardinality(enabled_events) > 0),
  status               text not null check (status in ('enabled', 'disabled')),
  -- Sealed by the keyring, bound to the endpoint's id.
  sealed_secret        text not null,
  -- While a secret rotates, the one before it signs as well, until then.
  previous_secret      text,
  previous_expires_at  timestamptz,
  version              int not null,
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  primary key (merchant_id, id),
  check ((previous_secret is null) = (previous_expires_at is null))
);

-- Merchants and keys are never deleted: their history names them.
do $$
declare
  service text := current_schema() || '_service';
begin
  if exists (select from pg_roles where rolname = service) then
    execute format('revoke delete on merchants, api_keys from %I', service);
  end if;
end
$$;
