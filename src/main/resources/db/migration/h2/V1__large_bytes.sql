-- H2 bounds varbinary at 1 MiB; whole unreadable answers may be larger.
create domain large_bytes as binary large object;
