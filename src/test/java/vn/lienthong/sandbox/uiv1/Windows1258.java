package vn.lienthong.sandbox.uiv1;

import java.io.ByteArrayOutputStream;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/** windows-1258 as a Vietnamese keyboard driver writes it: a base letter, then the tone as a combining mark. */
final class Windows1258 {
    private static final String TONES = "\u0300\u0301\u0303\u0309\u0323";
    private static final int[] TONE_BYTES = {0xCC, 0xEC, 0xDE, 0xD2, 0xF2};
    private static final Map<Character, Integer> LETTERS = new HashMap<>();

    static {
        String letters = "ÂĂÊĐÔƠƯâăêđôơư";
        int[] bytes = {0xC2, 0xC3, 0xCA, 0xD0, 0xD4, 0xD5, 0xDD, 0xE2, 0xE3, 0xEA, 0xF0, 0xF4, 0xF5, 0xFD};
        for (int i = 0; i < bytes.length; i++) {
            LETTERS.put(letters.charAt(i), bytes[i]);
        }
    }

    private Windows1258() {}

    static byte[] encode(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() * 2);
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        for (int i = 0; i < composed.length(); i++) {
            letter(composed.charAt(i), out);
        }
        return out.toByteArray();
    }

    private static void letter(char c, ByteArrayOutputStream out) {
        if (c < 0x80) {
            out.write(c);
            return;
        }
        StringBuilder base = new StringBuilder();
        int tone = -1;
        for (char part :
                Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).toCharArray()) {
            int mark = TONES.indexOf(part);
            if (mark >= 0) {
                tone = TONE_BYTES[mark];
            } else {
                base.append(part);
            }
        }
        char plain = Normalizer.normalize(base, Normalizer.Form.NFC).charAt(0);
        Integer code = plain < 0x80 ? Integer.valueOf(plain) : LETTERS.get(plain);
        if (code == null) {
            throw new IllegalArgumentException("windows-1258 has no byte for " + c);
        }
        out.write(code);
        if (tone >= 0) {
            out.write(tone);
        }
    }
}
