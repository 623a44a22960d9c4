-- When the platform has to do something for a payment of itself. It is written with every change; the sweeper reads it.
alter table payments add column due_at timestamptz;
create index payments_due on payments (due_at) where due_at is not null;
-- Holds from before: the sweeper finds out when they are due.
update payments set due_at = now() where (object::json ->> 'amount_capturable')::bigint > 0;
