-- The worker finds payments that have a duty, and sees no more of them than that takes.
do $$
declare
  worker text := current_schema() || '_worker';
begin
  if exists (select from pg_roles where rolname = worker) then
    execute format('grant select (merchant_id, payment_id, due_at), update (due_at) on payments to %I', worker);
    execute format('create policy of_worker on payments to %I using (true)', worker);
  end if;
end
$$;

-- Holds from before there were duties: the sweeper finds out when they are due. The owner sees no merchant's rows else.
alter table payments no force row level security;
update payments set due_at = now() where due_at is null and (object::json ->> 'amount_capturable')::bigint > 0;
alter table payments force row level security;

-- What an operator has to look at.
create index attempts_to_look_at on attempts (attempt_id) where progress in ('unknown', 'stray');
