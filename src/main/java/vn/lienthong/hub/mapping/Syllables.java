package vn.lienthong.hub.mapping;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a word could be Vietnamese: one syllable of a known beginning and a known rhyme, at most one tone, in small
 * letters, capitals, or with a capital in front. It says nothing of whether the word exists.
 */
final class Syllables {
    private static final String[] BEGINNINGS = {
        "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph",
        "qu", "r", "s", "t", "th", "tr", "v", "x"
    };
    private static final String[] RHYMES = ("a ac ach ai am an ang anh ao ap at au ay"
                    + " ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu"
                    + " i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu"
                    + " o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on"
                    + " ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt"
                    + " u ua uân uâng uât uây uc uê uêch uênh uêu ui um un ung up ut uôc uôi uôm uôn uông uôt uơ"
                    + " uy uya uych uyên uyêt uyn uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
                    + " y yêm yên yêng yêt yêu ych ynh yt yn")
            .split(" ");
    /** Every beginning with every rhyme: more than the language has, but no garbage. */
    private static final Set<String> BUILT = Arrays.stream(BEGINNINGS)
            .flatMap(beginning -> Arrays.stream(RHYMES).map(rhyme -> beginning + rhyme))
            .collect(Collectors.toUnmodifiableSet());

    /** What ends in c, ch, p or t has one of two tones. */
    private static final String STOPPED_TONES = "\u0301\u0323";

    private static final String WHOLE_VOWELS = "aăâeêôơư";

    private Syllables() {}

    static boolean isOne(String word) {
        StringBuilder plain = new StringBuilder(word.length());
        char tone = VietnameseLetters.NONE;
        int tones = 0;
        for (int i = 0; i < word.length(); i++) {
            char letter = VietnameseLetters.plain(word.charAt(i));
            if (letter == VietnameseLetters.NONE) {
                return false;
            }
            if (VietnameseLetters.tone(word.charAt(i)) != VietnameseLetters.NONE) {
                tone = VietnameseLetters.tone(word.charAt(i));
                tones++;
            }
            plain.append(letter);
        }
        return tones <= 1
                && isInOneCase(word)
                && !endsInTonedGlide(word, plain)
                && (!isStopped(plain) || STOPPED_TONES.indexOf(tone) >= 0)
                && BUILT.contains(plain.toString());
    }

    /** A tone on the last letter after a whole vowel ({@code xaõ}): no spelling puts it there. */
    private static boolean endsInTonedGlide(String word, CharSequence plain) {
        int last = word.length() - 1;
        return last > 0
                && VietnameseLetters.tone(word.charAt(last)) != VietnameseLetters.NONE
                && WHOLE_VOWELS.indexOf(plain.charAt(last - 1)) >= 0;
    }

    private static boolean isStopped(CharSequence plain) {
        char last = plain.charAt(plain.length() - 1);
        return last == 'c'
                || last == 'p'
                || last == 't'
                || (plain.length() > 1 && last == 'h' && plain.charAt(plain.length() - 2) == 'c');
    }

    /** Small letters or capitals, the first letter apart. */
    private static boolean isInOneCase(String word) {
        int capitals = 0;
        for (int i = 1; i < word.length(); i++) {
            capitals += Character.isUpperCase(word.charAt(i)) ? 1 : 0;
        }
        return capitals == 0 || (capitals == word.length() - 1 && Character.isUpperCase(word.charAt(0)));
    }
}
