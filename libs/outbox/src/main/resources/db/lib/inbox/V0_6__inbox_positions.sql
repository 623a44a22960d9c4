-- How far this service has applied each subject, written in the transaction of the effect: every sequence up to upto,
-- but for those that were passed over and never came. One row a subject instead of one an event. docs/adr/0016
create table inbox_positions (
  merchant_id text           not null,
  topic       text           not null,
  subject     text           not null,
  upto        bigint         not null,
  missing     int8multirange not null default '{}',
  applied_at  timestamptz    not null default now(),
  primary key (merchant_id, topic, subject)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

insert into inbox_positions (merchant_id, topic, subject, upto, missing, applied_at)
select merchant_id, topic, subject, max(sequence),
  coalesce(range_agg(int8range(before + 1, sequence)) filter (where sequence > before + 1), '{}'), max(received_at)
from (select merchant_id, topic, subject, sequence, received_at,
        lag(sequence, 1, 0::bigint) over (partition by merchant_id, topic, subject order by sequence) as before
      from inbox) as applied
group by merchant_id, topic, subject;

drop table inbox;

-- What was applied, event by event, for those who look.
create view inbox as
select merchant_id, topic, subject, sequence, applied_at
from inbox_positions, generate_series(1, upto) as sequence
where not missing @> sequence;

-- A letter has a name that an operator can say, in the order in which letters came; and how it ended.
create sequence dead_letter_numbers;
alter table dead_letters
  add column id         text not null default 'dl_' || lpad(nextval('dead_letter_numbers')::text, 12, '0'),
  add column resolution text;
create index dead_letters_id on dead_letters (id);

do $$
declare
  service text := current_schema() || '_service';
begin
  if exists (select from pg_roles where rolname = service) then
    execute format('revoke all on inbox_positions, inbox from %I', service);
    execute format('grant select, insert, update on inbox_positions to %I', service);
    execute format('grant select on inbox to %I', service);
    execute format('grant usage on sequence dead_letter_numbers to %I', service);
  end if;
end
$$;
