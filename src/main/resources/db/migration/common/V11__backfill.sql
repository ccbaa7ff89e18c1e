-- A backfill is a run that takes in what the lists of a far system carry, where the other kind compares it.
alter table reconcile_run add column kind varchar(10) default 'compare' not null; -- compare | backfill
alter table reconcile_run add column filling varchar(32);                    -- the system, while a backfill of it runs
alter table reconcile_run add column most_per_second int default 0 not null; -- calls of a backfill
alter table reconcile_run add column registered bigint default 0 not null;   -- records that were new
alter table reconcile_run add column unchanged bigint default 0 not null;    -- records that were known
alter table reconcile_run add column held_back bigint default 0 not null;    -- records that were held
alter table reconcile_run add column not_given bigint default 0 not null;    -- named, but no record to be had
alter table reconcile_run add column list_from timestamp with time zone;     -- first change of the list that is read
alter table reconcile_run add column list_at timestamp with time zone;       -- last change of it so far
-- Null as often as you like, a system once: two processes never begin two backfills of one system.
create unique index reconcile_run_filling on reconcile_run (filling);
