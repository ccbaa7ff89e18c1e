-- Runs that compare what a far system holds with the ledger, and what they found.
create table reconcile_run (
  id          bigint primary key,
  system      varchar(32) not null,
  asked_by    varchar(80) not null,
  window_from timestamp with time zone not null,
  window_to   timestamp with time zone not null,
  mend        boolean not null,              -- false = only lists
  deep        boolean not null,              -- every dossier is asked for singly
  state       varchar(10) not null,          -- running | done | stopped | failed
  phase       varchar(10) not null,          -- list | ledger | again: where a killed run goes on
  list_no     int default 0 not null,        -- which of the system's lists is read
  place       varchar(2000),                 -- in that list, JSON; null = at its beginning
  last_id     bigint default 0 not null,     -- the last dossier of the ledger that was looked at
  calls       bigint default 0 not null,
  compared    bigint default 0 not null,
  under_way   bigint default 0 not null,     -- something was still to be told or read: no difference
  trouble     varchar(400),                  -- why it waits or failed
  version     bigint default 0 not null,     -- compare-and-set: two processes never write one run
  started_at  timestamp with time zone not null,
  changed_at  timestamp with time zone not null,
  ended_at    timestamp with time zone
);
create index reconcile_run_state on reconcile_run (state, system, id);

-- Dossiers that a list of the far system named: deleted when the run ends.
create table reconcile_seen (
  run_id     bigint not null references reconcile_run (id),
  dossier_id bigint not null,
  primary key (run_id, dossier_id)
);

create table reconcile_difference (
  id            bigint primary key,
  run_id        bigint not null references reconcile_run (id),
  system        varchar(32) not null,
  kind          varchar(20) not null,        -- missing-there | missing-here | status-differs | field-differs | unknown-there
  subject       varchar(200) not null,       -- what it is about: code, or key of a record
  field         varchar(200) not null,       -- path in the picture; empty = the whole
  dossier_id    bigint,
  code          varchar(80),
  ours          large_bytes,
  theirs        large_bytes,
  ours_hash     varchar(64) not null,        -- keyed: the same value is known again without being read
  theirs_hash   varchar(64) not null,
  key_id        varchar(20),                 -- key that the values are encrypted with; null = plain
  record        large_bytes,                 -- the far side's record that is missing here, as it came
  record_stream varchar(40),
  record_key    varchar(200),
  state         varchar(10) not null,        -- suspect | mending | mended | open | gone | accepted | carried
  note          varchar(400),
  tries         int default 0 not null,
  due_at        timestamp with time zone not null,
  since         timestamp with time zone not null, -- in this state
  noted_at      timestamp with time zone not null,
  closed_by     varchar(80),
  reason        varchar(1000),
  unique (run_id, kind, subject, field)
);
create index reconcile_difference_due on reconcile_difference (run_id, state, due_at);
create index reconcile_difference_open on reconcile_difference (system, state, subject);
create index reconcile_difference_dossier on reconcile_difference (dossier_id, run_id);
