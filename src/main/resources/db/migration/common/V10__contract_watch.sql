-- The shape of what each stream of a far system sends, and where it became another one. No value but those of codes.
create table contract_shape (
  system     varchar(32) not null,
  stream     varchar(40) not null,
  shape      large_bytes not null,            -- JSON: paths with counts, types, codes
  version    bigint not null,                 -- compare-and-set: two processes add up
  began_at   timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  primary key (system, stream)
);

create table contract_finding (
  id         bigint primary key,
  system     varchar(32) not null,
  stream     varchar(40) not null,
  kind       varchar(12) not null,            -- vanished | new-field | type-changed | new-code
  path       varchar(400) not null,
  detail     varchar(400) not null,           -- types; the row of a code table
  state      varchar(12) not null,            -- open | closed | acknowledged
  records    bigint not null,                 -- that were looked at and are so
  base       bigint not null,                 -- that were looked at before and were not
  since      timestamp with time zone not null,
  noted_at   timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  closed_at  timestamp with time zone,
  closed_by  varchar(80),
  reason     varchar(1000)
);
create index contract_finding_state on contract_finding (state, system, stream);
create index contract_finding_stream on contract_finding (system, stream, kind);
