package vn.lienthong.hub.mapping;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/** The letters of Vietnamese beyond ASCII: 67, in both cases, NFC. */
final class VietnameseLetters {
    static final char NONE = '\uFFFD';
    private static final String VOWELS = "aăâeêioôơuưy";
    private static final String TONES = "\u0301\u0300\u0309\u0303\u0323";

    /** Letter without its tone, small, by letter. */
    private static final Map<Character, Character> PLAIN = new HashMap<>();
    /** Tone by letter that has one. */
    private static final Map<Character, Character> TONE = new HashMap<>();
    /** Letter by base letter and marks in the order hat, tone. */
    private static final Map<String, Character> COMPOSED = new HashMap<>();

    static {
        for (char vowel : (VOWELS + "đ").toCharArray()) {
            note(vowel, vowel);
            if (vowel != 'đ') {
                for (char tone : TONES.toCharArray()) {
                    char letter = Normalizer.normalize("" + vowel + tone, Normalizer.Form.NFC)
                            .charAt(0);
                    note(letter, vowel);
                    TONE.put(letter, tone);
                    TONE.put(Character.toUpperCase(letter), tone);
                }
            }
        }
        for (Character letter : PLAIN.keySet()) {
            String parts = Normalizer.normalize(letter.toString(), Normalizer.Form.NFD);
            COMPOSED.put(parts, letter);
            // NFD puts the dot below before the hat; VNI says the hat first.
            COMPOSED.put(parts.length() == 3 ? "" + parts.charAt(0) + parts.charAt(2) + parts.charAt(1) : parts, letter);
            COMPOSED.put(letter.toString(), letter);
        }
        for (Character letter : PLAIN.keySet()) {
            for (char tone : TONES.toCharArray()) {
                String made = Normalizer.normalize(letter.toString() + tone, Normalizer.Form.NFC);
                if (made.length() == 1 && PLAIN.containsKey(made.charAt(0))) {
                    COMPOSED.put(letter.toString() + tone, made.charAt(0));
                }
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
        if (letter < 0x80) {
            char small = Character.toLowerCase(letter);
            return small >= 'a' && small <= 'z' ? small : NONE;
        }
        return PLAIN.getOrDefault(letter, NONE);
    }

    /** The tone of a letter as a combining mark; {@link #NONE} if it has none. */
    static char tone(char letter) {
        return TONE.getOrDefault(letter, NONE);
    }

    private static void note(char letter, char plain) {
        PLAIN.put(letter, plain);
        PLAIN.put(Character.toUpperCase(letter), plain);
    }
}
