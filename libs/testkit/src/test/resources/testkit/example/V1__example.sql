create table example (name text primary key);
