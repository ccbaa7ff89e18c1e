package vn.lienthong.hub.ledger;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Leaves the last three digits of numbers that could name a person (least data). */
public final class Mask {
    /** Id cards have 9 or 12 digits, tax numbers and insurance books 10 to 13, telephones 10. */
    private static final Pattern NUMBER_OF_A_PERSON = Pattern.compile("(?<![\\p{Alnum}.-])\\d{6,10}(?=\\d{3}(?!\\d))");

    private Mask() {}

    /** {@code 079201001234} becomes {@code *********234}. */
    static @Nullable String number(@Nullable String number) {
        if (number == null) {
            return null;
        }
        int open = Math.min(3, number.length() / 3);
        return "*".repeat(number.length() - open) + number.substring(number.length() - open);
    }

    /** Free text with such numbers masked; dossier codes stay as they are. */
    public static @Nullable String text(@Nullable String text) {
        return text == null
                ? null
                : NUMBER_OF_A_PERSON.matcher(text).replaceAll(found -> "*"
                        .repeat(found.group().length()));
    }
}
