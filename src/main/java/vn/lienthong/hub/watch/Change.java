package vn.lienthong.hub.watch;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something in a stream that is no more as it was.
 *
 * @param path where; for a code that no field is known of, the place in the mapping
 * @param detail {@code number -> text} for types, the row of the table for codes, else empty
 * @param records that were looked at and are so
 * @param base that were looked at before and were not
 */
record Change(Kind kind, String path, String detail, long records, long base, Instant since) {
    private static final String ARROW = " -> ";

    /** What changed. */
    enum Kind {
        VANISHED,
        NEW_FIELD,
        TYPE_CHANGED,
        NEW_CODE;

        /** {@code new-field}. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    static String types(String before, JsonType type) {
        return before + ARROW + type.word();
    }

    /** The type that is new; null for other kinds. */
    @Nullable
    JsonType type() {
        int arrow = detail.lastIndexOf(ARROW);
        return kind == Kind.TYPE_CHANGED && arrow >= 0
                ? JsonType.valueOf(detail.substring(arrow + ARROW.length()).toUpperCase(Locale.ROOT))
                : null;
    }

    /**
     * Whether both say the same, whatever the numbers. Of codes the row counts, wherever it was missed; of types the new one.
     */
    boolean isSame(Change other) {
        return kind == other.kind
                && (kind == Kind.NEW_CODE
                        ? detail.equals(other.detail)
                        : path.equals(other.path) && type() == other.type());
    }
}
