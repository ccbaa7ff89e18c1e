create domain large_bytes as bytea;
