package vn.lienthong.hub.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one cell of an old file as Unicode NFC. */
interface TextEncoding {
    Decoded decode(byte[] cell);

    /** Either a text or why there is none. */
    record Decoded(@Nullable String text, CsvRows.@Nullable Flaw flaw) {
        static Decoded of(String text) {
            return new Decoded(text, null);
        }

        static Decoded none(String code, String expected, String found) {
            return new Decoded(null, new CsvRows.Flaw(code, expected, found));
        }
    }

    /** {@code TCVN3}, {@code VNI}, {@code windows-1258}, or a charset that Java knows and that keeps ASCII as single bytes (UTF-8). */
    static Optional<TextEncoding> named(String name) {
        if (name.strip().equalsIgnoreCase("TCVN3")) {
            return Optional.of(new Tcvn3());
        }
        if (name.strip().equalsIgnoreCase("VNI")) {
            return Optional.of(new Vni());
        }
        try {
            Charset charset = Charset.forName(name.strip());
            return keepsAscii(charset) ? Optional.of(cell -> decode(cell, charset)) : Optional.empty();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    /** Decoded and composed: windows-1258 writes a letter and then its tone mark. */
    private static Decoded decode(byte[] cell, Charset charset) {
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(cell)).toString();
            String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
            if (composed.codePoints().anyMatch(c -> Character.getType(c) == Character.NON_SPACING_MARK)) {
                return Decoded.none("HUB-MAP-024", "each tone mark on a letter that takes it", "a tone mark alone");
            }
            return composed.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r')
                    ? Decoded.none("HUB-MAP-023", "text in " + charset, "a control character")
                    : Decoded.of(composed);
        } catch (CharacterCodingException foreign) {
            return Decoded.none("HUB-MAP-023", "text in " + charset, "bytes that it does not have");
        }
    }

    private static boolean keepsAscii(Charset charset) {
        String signs = ";,\"\r\nA9";
        return charset.canEncode() && Arrays.equals(signs.getBytes(charset), signs.getBytes(StandardCharsets.US_ASCII));
    }
}
