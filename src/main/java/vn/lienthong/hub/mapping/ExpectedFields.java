package vn.lienthong.hub.mapping;

import vn.lienthong.hub.dossier.SystemId;

/** For which fields the mappings that are live in this process are written. Thread-safe. */
public interface ExpectedFields {
    /** Whether the mapping of a stream reads a field of this name, wherever it stands. */
    boolean expects(SystemId system, String stream, String field);
}
