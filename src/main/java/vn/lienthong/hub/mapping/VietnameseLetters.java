package vn.lienthong.hub.mapping;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The letters of Vietnamese beyond ASCII: 67, in both cases, NFC. */
final class VietnameseLetters {
    static final char NONE = '\uFFFD';
    private static final String VOWELS = "aăâeêioôơuưy";
    private static final String TONES = "\u0301\u0300\u0309\u0303\u0323";

    private static final int LAST = 0x1EF9;

    /** Letter without its tone, small, by letter. */
    private static final char[] PLAIN = new char[LAST + 1];
    /** Tone by letter. */
    private static final char[] TONE = new char[LAST + 1];
    /** Letter by base letter and marks in the order hat, tone. */
    private static final Map<String, Character> COMPOSED = new HashMap<>();

    static {
        Arrays.fill(PLAIN, NONE);
        Arrays.fill(TONE, NONE);
        for (char letter = 'a'; letter <= 'z'; letter++) {
            note(letter, letter);
        }
        for (char vowel : (VOWELS + "đ").toCharArray()) {
            note(vowel, vowel);
            if (vowel != 'đ') {
                for (char tone : TONES.toCharArray()) {
                    char letter = Normalizer.normalize("" + vowel + tone, Normalizer.Form.NFC)
                            .charAt(0);
                    note(letter, vowel);
                    TONE[letter] = tone;
                    TONE[Character.toUpperCase(letter)] = tone;
                }
            }
        }
        for (char letter = 0; letter <= LAST; letter++) {
            if (PLAIN[letter] != NONE) {
                compose(letter);
            }
        }
    }

    private VietnameseLetters() {}

    /** The letter with marks on it, or {@link #NONE} if Vietnamese has no such letter. */
    static char with(char letter, String marks) {
        return COMPOSED.getOrDefault(letter + marks, NONE);
    }

    /** Small and without tone ({@code ễ}, {@code Ê} → {@code ê}); {@link #NONE} for what is no Vietnamese letter. */
    static char plain(char letter) {
        return letter <= LAST ? PLAIN[letter] : NONE;
    }

    /** The tone of a letter as a combining mark; {@link #NONE} if it has none. */
    static char tone(char letter) {
        return letter <= LAST ? TONE[letter] : NONE;
    }

    private static void note(char letter, char plain) {
        PLAIN[letter] = plain;
        PLAIN[Character.toUpperCase(letter)] = plain;
    }

    private static void compose(char letter) {
        String parts = Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFD);
        COMPOSED.put(parts, letter);
        if (parts.length() == 3) {
            // NFD puts the dot below before the hat; VNI says the hat first.
            COMPOSED.put("" + parts.charAt(0) + parts.charAt(2) + parts.charAt(1), letter);
        }
        for (char tone : TONES.toCharArray()) {
            String made = Normalizer.normalize("" + letter + tone, Normalizer.Form.NFC);
            if (made.length() == 1 && made.charAt(0) <= LAST && PLAIN[made.charAt(0)] != NONE) {
                COMPOSED.put("" + letter + tone, made.charAt(0));
            }
        }
    }
}
