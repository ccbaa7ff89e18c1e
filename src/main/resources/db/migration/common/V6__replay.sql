-- Why records are held and deliveries are parked, so that they can be seen and replayed by reason.
-- reason_detail: what a group has in common beside the code: the missing row of a code table, or the place of the fault. No value of a person.
alter table held add column reason_detail varchar(400) default '' not null;
alter table held add column correction_id bigint;            -- the payload that is read instead of the one that came
update held set reason_detail = substring(coalesce(reason_path, '') from 1 for 400);
create index held_group on held (system, state, reason_code, reason_detail, held_at, id);
create index held_arrival on held (system, held_at, id);

alter table event add column correction_id bigint;           -- record is as it came; what was read stands in the correction

alter table delivery add column reason_code varchar(20);     -- only while parked
alter table delivery add column reason_detail varchar(400);
alter table delivery add column replay_id bigint;            -- the bulk replay that last gave it a new chance
update delivery set reason_code = 'HUB-DEL-006', reason_detail = what where state = 'P';

-- Payloads as a person corrected them. What came stays where it is; the latest correction counts.
create table correction (
  id          bigint primary key,
  held_id     bigint,
  delivery_id bigint,
  original    large_bytes,                    -- deliveries: the body that was refused
  payload     large_bytes not null,
  key_id      varchar(20),
  actor       varchar(80) not null,
  why         varchar(400) not null,
  made_at     timestamp with time zone not null
);
create index correction_held on correction (held_id);
create index correction_delivery on correction (delivery_id);

-- Bulk replays. The cursor moves in the transaction of each page.
create table replay (
  id         bigint primary key,
  kind       varchar(8) not null,             -- held | parked
  system     varchar(32) not null,
  scope      varchar(100000) not null,        -- JSON
  state      varchar(8) not null,             -- waiting | running | done | stopped | failed
  asked      int not null,                    -- in scope when it was asked for
  tried      int default 0 not null,
  freed      int default 0 not null,          -- registered, or due again
  kept       int default 0 not null,          -- at fault again
  cursor_at  timestamp with time zone,
  cursor_id  bigint not null,
  actor      varchar(80) not null,
  why        varchar(400),
  fault      varchar(400),
  asked_at   timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at   timestamp with time zone
);
create index replay_open on replay (state, id);
