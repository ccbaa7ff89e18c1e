package vn.lienthong.hub.camel.files;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a text and their encoding. A byte order mark says it better than a setting; UTF-16 becomes UTF-8. */
record EncodedText(byte[] bytes, String charset) {
    static EncodedText of(byte[] file, String charset) {
        if (begins(file, 0xEF, 0xBB, 0xBF)) {
            return new EncodedText(Arrays.copyOfRange(file, 3, file.length), "UTF-8");
        }
        if (begins(file, 0xFF, 0xFE)) {
            return recoded(file, StandardCharsets.UTF_16LE);
        }
        if (begins(file, 0xFE, 0xFF)) {
            return recoded(file, StandardCharsets.UTF_16BE);
        }
        return new EncodedText(file, charset);
    }

    private static EncodedText recoded(byte[] file, Charset from) {
        return new EncodedText(new String(file, 2, file.length - 2, from).getBytes(StandardCharsets.UTF_8), "UTF-8");
    }

    private static boolean begins(byte[] file, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= file.length || Byte.toUnsignedInt(file[i]) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
