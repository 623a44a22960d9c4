-- What this service keeps of merchants' API keys. Looked up before the merchant is known, so the hash is the key:
-- on a distributed database this is a reference table.
create table known_keys (
  key_hash    text primary key,
  key_id      text not null,
  merchant_id text not null,
  livemode    boolean not null,
  scopes      text[] not null,
  expires_at  timestamptz,
  revoked_at  timestamptz
);
