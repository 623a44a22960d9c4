-- A charge that waits for the customer: what is booked when they have come, and where they go then.
alter table operations add column capture boolean;
alter table operations add column script text;
alter table operations add column return_url text;
create index operations_challenged on operations (gateway, reference) where status = 'requires_action';
