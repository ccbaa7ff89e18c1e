package vn.lienthong.hub.dossier;

import org.jspecify.annotations.Nullable;

/**
 * One fault found in a record: which rule, where, what was expected. Never carries a personal value.
 *
 * @param code error code, {@code HUB-<AREA>-<NNN>}; its text stands in the message bundles
 * @param path JSON pointer into the record, or file and line
 * @param expected what would have been right
 * @param found kind or shape of what was found, or a code value that is no personal datum
 * @param nature whether the form is wrong or only a code is not known to any table
 * @param missing the table row that would mend it, where one would
 * @param mapping file of the mapping that made or found it, with the line where one did: {@code mappings/x/from/y.jslt:12}
 */
public record Violation(
        String code,
        String path,
        String expected,
        String found,
        Nature nature,
        @Nullable MissingRow missing,
        @Nullable String mapping) {
    /** How a fault must be treated by a caller that can still correct it. */
    public enum Nature {
        /** The record is malformed; its sender must correct it. */
        MALFORMED,
        /** Well formed, but with a code that no table knows: a table row frees it. */
        UNKNOWN_CODE,
        /** Our own files are at fault (a mapping that fails). */
        FAULTY_PACK
    }

    public static Violation malformed(String code, String path, String expected, String found) {
        return new Violation(code, path, expected, found, Nature.MALFORMED, null, null);
    }

    public static Violation unknownCode(String code, String path, String expected, String found) {
        return new Violation(code, path, expected, found, Nature.UNKNOWN_CODE, null, null);
    }

    /** A code of a table: the row that is missing is known. */
    public static Violation unknownCode(String code, String path, String expected, String found, MissingRow missing) {
        return new Violation(code, path, expected, found, Nature.UNKNOWN_CODE, missing, null);
    }

    /**
     * What records with the same fault have in common beside its code: the missing row of a table, else the place without
     * numbers of lines and list members.
     */
    public String detail() {
        return missing != null
                ? missing.toString()
                : path.replaceAll("/\\d+(?=/|$)", "/*").replaceAll(":\\d+", "");
    }

    public static Violation faultyPack(String code, String path, String expected, String found) {
        return new Violation(code, path, expected, found, Nature.FAULTY_PACK, null, null);
    }

    /** The same fault, found by this line of a mapping. */
    public Violation by(@Nullable String fileAndLine) {
        return new Violation(code, path, expected, found, nature, missing, fileAndLine);
    }

    @Override
    public String toString() {
        return code + " " + path + ": expected " + expected + ", found " + found
                + (mapping == null ? "" : " (" + mapping + ")");
    }
}
