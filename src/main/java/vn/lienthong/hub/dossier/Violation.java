package vn.lienthong.hub.dossier;

/**
 * One fault found in a record: which rule, where, what was expected. Never carries a personal value.
 *
 * @param code error code, {@code HUB-<AREA>-<NNN>}; its text stands in the message bundles
 * @param path JSON pointer into the record, or file and line
 * @param expected what would have been right
 * @param found kind or shape of what was found, or a code value that is no personal datum
 * @param nature whether the form is wrong or only a code is not known to any table
 */
public record Violation(String code, String path, String expected, String found, Nature nature) {
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
        return new Violation(code, path, expected, found, Nature.MALFORMED);
    }

    public static Violation unknownCode(String code, String path, String expected, String found) {
        return new Violation(code, path, expected, found, Nature.UNKNOWN_CODE);
    }

    public static Violation faultyPack(String code, String path, String expected, String found) {
        return new Violation(code, path, expected, found, Nature.FAULTY_PACK);
    }

    @Override
    public String toString() {
        return code + " " + path + ": expected " + expected + ", found " + found;
    }
}
