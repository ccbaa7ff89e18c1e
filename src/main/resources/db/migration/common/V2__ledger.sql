-- The ledger: what the hub knows, from whom, and whom it has told. One script for H2 and PostgreSQL.

-- Blocks of ids are handed out by this table, the same way on every database.
create table id_block (
  name    varchar(20) primary key,
  next_id bigint not null
);
insert into id_block (name, next_id) values ('ledger', 1);

create table dossier (
  id             bigint primary key,
  code           varchar(60) unique,          -- null while a claim typed in an office waits for its code
  born           varchar(32),                 -- system id; null = not known for sure
  procedure_code varchar(40),
  status         smallint,                    -- 1..10; the fold of all its facts
  status_at      timestamp with time zone,
  agency         varchar(35),
  channel        varchar(1),
  filed_at       timestamp with time zone,
  due_at         timestamp with time zone,
  quiet          boolean default false not null, -- finished before the hub's first load, or before `since`: nobody is told
  first_seen_at  timestamp with time zone not null,
  changed_at     timestamp with time zone not null
);
create index dossier_status on dossier (status, id);

-- How each system calls a dossier. system 'dossier' = the dossier's code everywhere.
create table reference (
  system     varchar(32) not null,
  code       varchar(80) not null,
  dossier_id bigint not null references dossier (id),
  primary key (code, system)   -- code first: a page is looked up by its codes alone
);
create index reference_dossier on reference (dossier_id);

-- One row a fact, append-only but for the columns that the fold computes (status_after, effect, note).
create table event (
  id              bigint primary key,
  dossier_id      bigint not null references dossier (id),
  source          varchar(32) not null,
  source_key      varchar(200) not null,
  source_number   bigint,
  happened_at     timestamp with time zone not null,
  recorded_at     timestamp with time zone not null,
  kind            varchar(20) not null,
  status          smallint,                   -- as the source said it
  status_after    smallint,                   -- of the dossier, in the order of its history
  effect          varchar(12) not null,       -- birth | status | step | data | echo | history | conflict
  note            varchar(400),               -- code and words of a conflict
  fact            bytea not null,             -- canonical record, JSON
  record          bytea not null,             -- the source record as it came
  key_id          varchar(20),                -- key that the record is encrypted with; null = plain
  mapping_version varchar(20) not null,
  taken_at        timestamp with time zone not null,
  unique (source, source_key)
);
create index event_dossier on event (dossier_id);
create index event_conflict on event (effect, id);

create table delivery (
  id           bigint primary key,
  dossier_id   bigint not null references dossier (id),
  system       varchar(32) not null,
  seq          int not null,                  -- order within dossier and system
  generation   int default 1 not null,        -- 2 = told again whole after the far side lost it
  what         varchar(20) not null,
  part         varchar(80),                   -- one fee of several in one event
  line         boolean default true not null, -- portal: with a progress line
  event_id     bigint not null references event (id),
  delivery_key varchar(80) not null unique,
  state        varchar(1) not null,           -- B behind another, R ready, H handed over (mailbox), D done, P parked
  phase        varchar(20) not null,
  body         bytea,                         -- fixed at the first try
  attempts     int default 0 not null,
  due_at       timestamp with time zone not null,
  lease_token  varchar(40),
  lease_until  timestamp with time zone,
  last_answer  varchar(1000),
  created_at   timestamp with time zone not null,
  done_at      timestamp with time zone
);
create index delivery_due on delivery (system, state, due_at, id);
create index delivery_dossier on delivery (dossier_id, system, seq);

create table held (
  id              bigint primary key,
  system          varchar(32) not null,
  stream          varchar(40) not null,
  record_key      varchar(200) not null,
  subject         varchar(100),               -- what the record is about in its source: a later good version closes this one
  source_number   bigint,
  content_hash    varchar(64) not null,
  payload         large_bytes not null,
  key_id          varchar(20),
  mapping_version varchar(20),
  reason_code     varchar(20) not null,
  reason_path     varchar(400),
  reason          varchar(4000) not null,     -- every fault, one a line
  state           varchar(12) not null,       -- held | waiting (for an unknown dossier) | superseded | replayed
  waits_for       varchar(80),
  first_load      boolean default false not null, -- came while its stream was read for the first time
  held_at         timestamp with time zone not null,
  closed_at       timestamp with time zone,
  unique (system, record_key, content_hash)
);
create index held_open on held (state, system, id);
create index held_waits on held (waits_for);
create index held_subject on held (system, subject);

-- Codes that a specialised system reported and the ledger does not know.
create table lookup (
  code     varchar(80) not null,
  reporter varchar(32) not null,
  asked    varchar(32) not null,
  due_at   timestamp with time zone not null,
  attempts int default 0 not null,
  primary key (code, reporter)
);
create index lookup_due on lookup (asked, due_at);

create table watermark (
  system   varchar(32) not null,
  stream   varchar(40) not null,
  position varchar(100000) not null,
  loaded   boolean not null,                  -- read to its end at least once
  moved_at timestamp with time zone not null,
  primary key (system, stream)
);

create table lease (
  name     varchar(100) primary key,
  owner    varchar(100) not null,
  until_at timestamp with time zone not null
);

-- Claims of retired software: the history of a person. Search is by keyed hash only.
create table claim (
  id           bigint primary key,
  system       varchar(32) not null,
  claim_key    varchar(80) not null,
  version      varchar(60) not null,
  newest       boolean not null,
  id_hash      varchar(64),
  book_hash    varchar(64),
  content      bytea not null,
  content_hash varchar(64) not null,
  taken_at     timestamp with time zone not null,
  unique (system, claim_key, version, content_hash)
);
create index claim_person on claim (id_hash);
create index claim_book on claim (book_hash);

create table audit (
  id      bigint primary key,
  at      timestamp with time zone not null,
  actor   varchar(80) not null,
  action  varchar(40) not null,
  subject varchar(200) not null
);
