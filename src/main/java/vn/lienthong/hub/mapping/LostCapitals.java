package vn.lienthong.hub.mapping;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives capitals back that TCVN3 cannot write. Only a small letter with a tone can stand for a capital, because every other
 * capital has a byte of its own: {@code NGUYễN} becomes {@code NGUYỄN}, a real Ô stays Ô, a real ê stays ê.
 *
 * <p>It is done in a word of which all other letters are capitals, at least one of them after the first letter. A word
 * that alone could be either ({@code Tú}) follows only where the whole text is in such capitals ({@code NGUYỄN VĂN Tú}).
 */
final class LostCapitals {
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final String OWN_CAPITAL = "ăâêôơưđ";
    private static final Pattern VOWEL = Pattern.compile("[AEIOUYĂÂÊÔƠƯ]");

    private LostCapitals() {}

    static String repair(String text) {
        boolean allCapitals = isInCapitals(text);
        Matcher words = WORD.matcher(text);
        return words.replaceAll(word -> Matcher.quoteReplacement(repaired(word, allCapitals)));
    }

    private static String repaired(MatchResult word, boolean allCapitals) {
        String letters = word.group();
        boolean certain = isOpen(letters) && hasLaterCapital(letters);
        return certain || allCapitals ? raised(letters) : letters;
    }

    /** No word with a real small letter, and one that is certainly in capitals and no abbreviation (it has a vowel). */
    private static boolean isInCapitals(String text) {
        boolean found = false;
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            String letters = words.group();
            if (!isOpen(letters)) {
                return false;
            }
            found |= hasLaterCapital(letters) && VOWEL.matcher(raised(letters)).find();
        }
        return found;
    }

    /** Whether every small letter may be a capital. */
    private static boolean isOpen(String letters) {
        return letters.chars().allMatch(c -> Character.isUpperCase(c) || hasTone(c));
    }

    private static boolean hasLaterCapital(String letters) {
        return letters.chars().skip(1).anyMatch(Character::isUpperCase);
    }

    private static boolean hasTone(int letter) {
        return letter > 0x7F && OWN_CAPITAL.indexOf(letter) < 0;
    }

    private static String raised(String letters) {
        StringBuilder raised = new StringBuilder(letters.length());
        letters.chars().map(Character::toUpperCase).forEach(c -> raised.append((char) c));
        return raised.toString();
    }
}
