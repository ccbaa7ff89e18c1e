package vn.lienthong.sandbox.uiv1;

import java.io.ByteArrayOutputStream;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * TCVN 5712:1993 VN3 (ABC), one byte a letter. Capitals with a tone have no byte of their own: old software wrote the
 * byte of the small letter and showed it in a font of capitals, and so does this.
 */
final class Tcvn3 {
    private static final Map<Character, Integer> BYTES = new HashMap<>();

    static {
        put(0xA1, "ĂÂÊÔƠƯĐăâêôơưđ");
        put(0xB5, "àảãáạ");
        put(0xBB, "ằẳẵắ");
        put(0xC6, "ặ");
        put(0xC7, "ầẩẫấậ");
        put(0xCC, "è");
        put(0xCE, "ẻẽéẹ");
        put(0xD2, "ềểễếệ");
        put(0xD7, "ìỉ");
        put(0xDC, "ĩíịò");
        put(0xE1, "ỏõóọ");
        put(0xE5, "ồổỗốộ");
        put(0xEA, "ờởỡớợ");
        put(0xEF, "ù");
        put(0xF1, "ủũúụ");
        put(0xF5, "ừửữứự");
        put(0xFA, "ỳỷỹýỵ");
    }

    private Tcvn3() {}

    static byte[] encode(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        for (int i = 0; i < composed.length(); i++) {
            char c = composed.charAt(i);
            Integer code = c < 0x80 ? Integer.valueOf(c) : BYTES.get(c);
            if (code == null) {
                code = BYTES.get(String.valueOf(c).toLowerCase(Locale.ROOT).charAt(0));
            }
            if (code == null) {
                throw new IllegalArgumentException("TCVN3 has no byte for " + c);
            }
            out.write(code);
        }
        return out.toByteArray();
    }

    private static void put(int first, String letters) {
        for (int i = 0; i < letters.length(); i++) {
            BYTES.put(letters.charAt(i), first + i);
        }
    }
}
