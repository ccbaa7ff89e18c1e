package vn.lienthong.hub.dossier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The row of a code table that would free a record. Codes are no personal data; what is too long for a code, has control
 * characters, or nine digits in a row as numbers of persons have, stands as a hash.
 *
 * @param table file of the table, {@code mappings/onestop/codes/status.csv}
 * @param column in which the code would stand
 * @param key the code as the far system says it, or {@code #} and the first 16 hex digits of its SHA-256
 */
public record MissingRow(String table, String column, String key) {
    private static final int LONGEST = 40;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{9}");

    /** @param code as it came */
    public static MissingRow of(String table, String column, String code) {
        return new MissingRow(table, column, shown(code));
    }

    /** Whether a key of the table is the one that was missing. */
    public boolean isNamed(String candidate) {
        return shown(candidate).equals(key);
    }

    /** Whether {@link #key} is the code itself. */
    public boolean isPlain() {
        return !key.startsWith("#");
    }

    /** Whether a code may be shown: short, and without a run of digits that could be the number of a person. */
    public static boolean isShown(String code) {
        return code.codePointCount(0, code.length()) <= LONGEST
                && !code.startsWith("#")
                && code.chars().noneMatch(Character::isISOControl)
                && !NUMBER.matcher(code).find();
    }

    private static String shown(String code) {
        return isShown(code) ? code : "#" + hash(code);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** {@code mappings/onestop/codes/status.csv#trangThai=CHO_DUYET}. */
    @Override
    public String toString() {
        return table + "#" + column + "=" + key;
    }

    /** Reads what {@link #toString} wrote; empty if it is something else. */
    public static Optional<MissingRow> read(String text) {
        int hash = text.indexOf('#');
        int equals = text.indexOf('=', hash + 1);
        return hash < 1 || equals < 0
                ? Optional.empty()
                : Optional.of(new MissingRow(
                        text.substring(0, hash), text.substring(hash + 1, equals), text.substring(equals + 1)));
    }
}
