-- A commit that notifies takes a lock of the whole server: all writers of events waited for each other. The relay
-- looks for rows itself. docs/adr/0015
drop trigger outbox_wake on outbox;
drop function outbox_wake();

-- Rows that Kafka will never take, and what an operator said about them. While a subject has an undecided row here,
-- its later rows wait in the outbox: nothing of it is published out of order.
alter table outbox_parked
  add column discarded_at   timestamptz,
  add column discard_reason text;

create index outbox_parked_open on outbox_parked (merchant_id, topic, subject) where discarded_at is null;

do $$
begin
  if exists (select from pg_roles where rolname = 'outbox_relay') then
    -- A replay moves a row back as it was.
    grant insert on outbox to outbox_relay;
    grant delete on outbox_parked to outbox_relay;
    grant update (discarded_at, discard_reason) on outbox_parked to outbox_relay;
  end if;
end
$$;
