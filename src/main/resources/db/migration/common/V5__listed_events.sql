-- The list of conflicts shows every noted event: without authority, impossible, too late for a far system, overtaken there.
drop index event_conflict;
create index event_noted on event (note, id);
