package vn.lienthong.hub.camel;

/**
 * Something wrong with the files of a system.
 *
 * @param code error code, {@code HUB-<AREA>-<NNN>}
 * @param system whose pack cannot be used because of it; empty = every pack (a table or schema that all read)
 * @param file from the root of the project, {@code mappings/land/from/log.jslt}
 * @param line from 1; 0 = the whole file
 * @param message what was found and what to write; no personal value, no secret
 */
public record PackFault(String code, String system, String file, int line, String message) {
    /** {@code mappings/land/from/log.jslt:12 HUB-MAP-001 ..}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + " " + code + " " + message;
    }
}
