-- Autovacuum looks once a minute, and at thousands of events a second the outbox grows by hundreds of megabytes between
-- two looks. The relay knows how much it deleted and vacuums then. Before PostgreSQL 17 nobody but the owner can, and
-- autovacuum has to do.
do $$
begin
  if current_setting('server_version_num')::int >= 170000
    and exists (select from pg_roles where rolname = 'outbox_relay')
  then
    execute 'grant maintain on outbox to outbox_relay';
  end if;
end
$$;
