-- The card vault. sealed holds number, expiry and holder's name, and opens only with the keyring and only in its own
-- row. There is no column for a security code, and there must never be one.
create table tokens (
  merchant_id text        not null,
  token_id    text        not null,
  livemode    boolean     not null,
  sealed      text        not null,
  brand       text        not null,
  last4       text        not null,
  bin         text        not null,
  exp_month   int         not null,
  exp_year    int         not null,
  fingerprint text        not null,
  created_at  timestamptz not null,
  primary key (merchant_id, token_id)
);
