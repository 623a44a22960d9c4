-- Each payment adds rows to these for ever, and changes them at most once, soon after. They are vacuumed and analysed when
-- they have doubled or grown by half, not by a fifth or a tenth: a young table was read over and over.
alter table payments set (autovacuum_vacuum_insert_scale_factor = 1, autovacuum_analyze_scale_factor = 0.5);
alter table payment_events set (autovacuum_vacuum_insert_scale_factor = 1, autovacuum_analyze_scale_factor = 0.5);
alter table attempts set (autovacuum_vacuum_insert_scale_factor = 1, autovacuum_analyze_scale_factor = 0.5);
alter table idempotency_keys set (autovacuum_vacuum_insert_scale_factor = 1, autovacuum_analyze_scale_factor = 0.5);
