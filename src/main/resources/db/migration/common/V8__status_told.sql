-- The status that the portal is told by a row: what was told is not taken back, also when the history becomes another one.
alter table delivery add column status smallint;
