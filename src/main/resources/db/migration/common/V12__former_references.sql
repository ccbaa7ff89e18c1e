-- A dossier keeps the numbers that it had at a system: late events bear them, and find it by them.
alter table reference add column former boolean default false not null;
