-- Finished before the hub's first load and told to the portal all the same: no office is given it to work on.
alter table dossier add column finished_at_go_live boolean default false not null;
