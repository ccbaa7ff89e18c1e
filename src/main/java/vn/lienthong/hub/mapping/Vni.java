package vn.lienthong.hub.mapping;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * VNI for Windows, the encoding of the VNI fonts: ASCII letters, each followed by at most one byte for its hat and tone
 * together; only đ, ơ, ư and the letters of i and y whose dot would collide have bytes of their own. So {@code Nguyễn} is
 * {@code Nguyeãn} where the bytes are shown as Latin letters.
 */
final class Vni implements TextEncoding {
    /** A mark and what it puts on a letter, in small letters; capitals are 0x20 lower. */
    private static final String[] MARKS = {
        "ù:\u0301",
        "ø:\u0300",
        "û:\u0309",
        "õ:\u0303",
        "ï:\u0323", // tones
        "â:\u0302",
        "á:\u0302\u0301",
        "à:\u0302\u0300",
        "å:\u0302\u0309",
        "ã:\u0302\u0303",
        "ä:\u0302\u0323",
        "ê:\u0306",
        "é:\u0306\u0301",
        "è:\u0306\u0300",
        "ú:\u0306\u0309",
        "ü:\u0306\u0303",
        "ë:\u0306\u0323"
    };
    /** Letters that are one byte. */
    private static final String LETTERS = "ñ:đ ô:ơ ö:ư í:í ì:ì æ:ỉ ó:ĩ ò:ị î:ỵ";

    private static final Map<Character, String> MARK = new HashMap<>();
    private static final Map<Character, Character> LETTER = new HashMap<>();

    static {
        for (String mark : MARKS) {
            MARK.put(mark.charAt(0), mark.substring(2));
            MARK.put((char) (mark.charAt(0) - 0x20), mark.substring(2));
        }
        for (String letter : LETTERS.split(" ")) {
            LETTER.put(letter.charAt(0), letter.charAt(2));
            LETTER.put((char) (letter.charAt(0) - 0x20), Character.toUpperCase(letter.charAt(2)));
        }
    }

    @Override
    public Decoded decode(byte[] cell) {
        StringBuilder text = new StringBuilder(cell.length);
        for (byte signed : cell) {
            char one = (char) Byte.toUnsignedInt(signed);
            String mark = MARK.get(one);
            Character letter = LETTER.get(one);
            if (mark != null) {
                if (!put(mark, text)) {
                    return Decoded.none(
                            "HUB-MAP-024",
                            "each mark on a letter that takes it (VNI)",
                            "the mark " + hex(one) + " alone");
                }
            } else if (letter != null) {
                text.append(letter.charValue());
            } else if ((one >= ' ' && one < 0x7F) || one == '\t' || one == '\n' || one == '\r' || one == 0xA0) {
                text.append(one);
            } else {
                return Decoded.none("HUB-MAP-023", "text in VNI", "the byte " + hex(one));
            }
        }
        return Decoded.of(text.toString());
    }

    /** Puts a mark on the last letter; false if the two are no letter of Vietnamese. */
    private static boolean put(String mark, StringBuilder text) {
        int last = text.length() - 1;
        if (last < 0) {
            return false;
        }
        char letter = VietnameseLetters.with(text.charAt(last), mark);
        if (letter == VietnameseLetters.NONE) {
            return false;
        }
        text.setCharAt(last, letter);
        return true;
    }

    private static String hex(char one) {
        return String.format(Locale.ROOT, "%02X", (int) one);
    }
}
