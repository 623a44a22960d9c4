-- One merchant never sees another's rows: the database enforces it below the application. A transaction tells its
-- merchant (aegispay.merchant) and sees that merchant's rows; told nothing, it sees none. FORCE binds the owner too.

-- Every table with a merchant's rows is put under it by: call hide_other_merchants('name').
create procedure hide_other_merchants(table_name text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', table_name);
  execute format('alter table %I force row level security', table_name);
  execute format('create policy of_merchant on %I using (merchant_id = current_setting(''aegispay.merchant'', true))', table_name);
  -- The auditor proves the books of all merchants and writes nothing.
  if exists (select from pg_roles where rolname = 'auditor') then
    execute format('grant select on %I to auditor', table_name);
    execute format('create policy of_auditor on %I for select to auditor using (true)', table_name);
  end if;
end
$$;

call hide_other_merchants('payments');
call hide_other_merchants('payment_events');
call hide_other_merchants('payment_snapshots');
call hide_other_merchants('refunds');
call hide_other_merchants('attempts');
call hide_other_merchants('tokens');
call hide_other_merchants('idempotency_keys');
call hide_other_merchants('outbox');
call hide_other_merchants('outbox_parked');

do $$
declare
  worker text := current_schema() || '_worker';
begin
  -- Nobody audits cards.
  if exists (select from pg_roles where rolname = 'auditor') then
    drop policy of_auditor on tokens;
    revoke all on tokens from auditor;
  end if;
  -- The relay carries every merchant's events.
  if exists (select from pg_roles where rolname = 'outbox_relay') then
    create policy of_relay on outbox to outbox_relay using (true);
    create policy of_relay on outbox_parked to outbox_relay using (true);
  end if;
  -- The worker finds what is due and forgets what is old, and sees no more of a row than that takes.
  if exists (select from pg_roles where rolname = worker) then
    execute format('grant select (merchant_id, payment_id, attempt_id, gateway, kind, progress, asked, due_at, started_at), update (asked, due_at) on attempts to %I', worker);
    execute format('create policy of_worker on attempts to %I using (true)', worker);
    execute format('grant select (merchant_id, livemode, key, status, created_at), delete on idempotency_keys to %I', worker);
    execute format('create policy of_worker on idempotency_keys to %I using (true)', worker);
  end if;
end
$$;
