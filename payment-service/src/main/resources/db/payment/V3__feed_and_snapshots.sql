-- The merchant's feed is read in the order of positions. A position is the number of the transaction that wrote the event,
-- or of a later one that wrote an earlier event of the same payment; so it never goes back within a payment, and an event
-- never has a position below its own transaction. Whoever reads only positions below every running transaction has
-- therefore seen all of them: nothing can commit there any more.
alter table payments add column position xid8 not null default pg_current_xact_id();

alter table payment_events add column livemode boolean not null default false;
alter table payment_events add column position xid8 not null default pg_current_xact_id();
update payment_events e set livemode = p.livemode from payments p
  where p.merchant_id = e.merchant_id and p.payment_id = e.payment_id;
alter table payment_events alter column livemode drop default;
alter table payment_events alter column position drop default;

create index payment_events_feed on payment_events (merchant_id, livemode, position, payment_id, sequence);
create unique index payment_events_id on payment_events (merchant_id, event_id);

-- Where the replay of a long history may begin. Only a saving: without its row a payment is replayed from its first event,
-- and a row in a form that the program does not write is not read.
create table payment_snapshots (
  merchant_id text   not null,
  payment_id  text   not null,
  sequence    bigint not null,
  form        int    not null,
  state       text   not null,
  primary key (merchant_id, payment_id)
);
