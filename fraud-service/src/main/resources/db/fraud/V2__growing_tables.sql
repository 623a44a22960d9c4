-- Each payment adds a row for ever: they are looked at anew when they have doubled or grown by half.
alter table assessments set (autovacuum_vacuum_insert_scale_factor = 1, autovacuum_analyze_scale_factor = 0.5);
alter table outcomes set (autovacuum_vacuum_insert_scale_factor = 1, autovacuum_analyze_scale_factor = 0.5);
