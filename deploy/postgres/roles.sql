-- Schemas and roles of AegisPay in the database it is run in. Safe to repeat; run it as a superuser or as a role that
-- may create roles. Each role's password is taken from the session setting aegispay.password_<role>, so that none is
-- ever in a file: select set_config('aegispay.password_merchant_owner', '...', false) before it. A role whose setting
-- is missing or empty keeps the password it has, and a new one gets none (it cannot log in with a password then).
do $roles$
declare
  schema_name text;
  role_name text;
  password text;
  roles text[];
  -- Schemas with row-level security by merchant: what works for all merchants has a role there, with few grants.
  with_worker constant text[] := array['payment'];
begin
  foreach schema_name in array array['merchant', 'payment', 'fraud', 'settlement', 'notification', 'analytics', 'sandbox'] loop
    roles := array[schema_name || '_owner', schema_name || '_service', 'outbox_relay', 'auditor'];
    if schema_name = any(with_worker) then
      roles := roles || (schema_name || '_worker');
    end if;
    foreach role_name in array roles loop
      if not exists (select from pg_roles where rolname = role_name) then
        execute format('create role %I login nosuperuser nocreatedb nocreaterole nobypassrls', role_name);
      end if;
      password := nullif(current_setting('aegispay.password_' || role_name, true), '');
      if password is not null then
        execute format('alter role %I password %L', role_name, password);
      end if;
      execute format('grant connect on database %I to %I', current_database(), role_name);
    end loop;

    execute format('create schema if not exists %I authorization %I', schema_name, schema_name || '_owner');
    execute format('alter role %I set search_path = %I', schema_name || '_owner', schema_name);
    execute format('alter role %I set search_path = %I', schema_name || '_service', schema_name);

    -- The service gets rows, never tables; a migration of an append-only table revokes update and delete.
    execute format('grant usage on schema %I to %I', schema_name, schema_name || '_service');
    execute format('alter default privileges for role %I in schema %I grant select, insert, update, delete on tables to %I',
      schema_name || '_owner', schema_name, schema_name || '_service');
    execute format('alter default privileges for role %I in schema %I grant usage on sequences to %I',
      schema_name || '_owner', schema_name, schema_name || '_service');

    if schema_name = any(with_worker) then
      execute format('alter role %I set search_path = %I', schema_name || '_worker', schema_name);
      execute format('grant usage on schema %I to %I', schema_name, schema_name || '_worker');
    end if;

    -- The auditor compares everything with everything, and changes nothing; its working tables are temporary.
    execute format('grant usage on schema %I to auditor', schema_name);
    execute format('grant select on all tables in schema %I to auditor', schema_name);
    execute format('alter default privileges for role %I in schema %I grant select on tables to auditor',
      schema_name || '_owner', schema_name);

    -- The outbox's own migration grants select and delete on the table to outbox_relay. The sandbox gateways' books are
    -- no part of the platform and have no outbox.
    if schema_name <> 'sandbox' then
      execute format('grant usage on schema %I to outbox_relay', schema_name);
    end if;
  end loop;

  -- Nobody audits cards.
  if to_regclass('payment.tokens') is not null then
    revoke all on payment.tokens from auditor;
  end if;

  execute format('revoke connect, temporary on database %I from public', current_database());
  execute format('grant temporary on database %I to auditor', current_database());
  revoke create on schema public from public;
end
$roles$;
