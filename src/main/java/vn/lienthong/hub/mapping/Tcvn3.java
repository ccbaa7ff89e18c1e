package vn.lienthong.hub.mapping;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * TCVN 5712:1993 VN3, the encoding of the ABC fonts: ASCII and 75 more signs, one byte each. The seven capitals
 * Ă Â Ê Ô Ơ Ư Đ have bytes of their own; a capital with a tone has only the byte of its small letter, and a capital font
 * showed it. So a name written in capitals arrives as {@code NGUYễN}.
 */
final class Tcvn3 implements TextEncoding {
    private static final char NONE = '\uFFFD';
    /** Bytes A0 to FF; NONE = not in VN3. */
    private static final String TABLE = ("\u00A0ĂÂÊÔƠƯĐăâêôơưđ_" // A0
                    + "_____àảãáạ_ằẳẵắ_" // B0
                    + "______ặầẩẫấậè_ẻẽ" // C0
                    + "éẹềểễếệìỉ___ĩíịò" // D0
                    + "_ỏõóọồổỗốộờởỡớợù" // E0
                    + "_ủũúụừửữứựỳỷỹýỵ_") // F0
            .replace('_', NONE);

    @Override
    public Decoded decode(byte[] cell) {
        StringBuilder text = new StringBuilder(cell.length);
        for (byte signed : cell) {
            int one = Byte.toUnsignedInt(signed);
            char letter = letter(one);
            if (letter == NONE) {
                return Decoded.none(
                        "HUB-MAP-023", "text in TCVN3", "the byte " + String.format(Locale.ROOT, "%02X", one));
            }
            text.append(letter);
        }
        return Decoded.of(LostCapitals.repair(text.toString()));
    }

    /** Byte by letter; a capital that has none has that of its small letter. */
    static Map<Character, Byte> bytes() {
        Map<Character, Byte> bytes = new HashMap<>();
        for (int one = 0xA0; one <= 0xFF; one++) {
            bytes.put(Character.toUpperCase(letter(one)), (byte) one);
        }
        for (int one = 0xA0; one <= 0xFF; one++) {
            bytes.put(letter(one), (byte) one);
        }
        bytes.remove(NONE);
        return bytes;
    }

    private static char letter(int one) {
        if (one >= 0xA0) {
            return TABLE.charAt(one - 0xA0);
        }
        boolean isText = (one >= ' ' && one < 0x7F) || one == '\t' || one == '\n' || one == '\r';
        return isText ? (char) one : NONE;
    }
}
