package vn.lienthong.hub.mapping;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds text that was read in the wrong encoding, or lost letters on its way: {@code NguyÔn} for {@code Nguyễn}. It is
 * sure only where a word is impossible in Vietnamese as it stands and the same bytes in another encoding are Vietnamese
 * throughout; a foreign name, or a wrong word that happens to be possible, passes.
 */
final class WrongCharset {
    /** What the bytes may really be. */
    private static final List<String> ENCODINGS = List.of("UTF-8", "TCVN3", "VNI", "windows-1258");

    private static final Pattern LOST = Pattern.compile("\\p{L}\\?+\\p{L}|&#x?[0-9A-Fa-f]+;");
    /** As what they are shown where nobody knows better. */
    private static final List<Map<Character, Byte>> LATIN = List.of(signs("windows-1252"), signs("windows-1258"));

    private WrongCharset() {}

    /** What is wrong with a text in NFC, and what to do; empty = nothing that can be seen. */
    static Optional<String> of(String text) {
        boolean ascii = true;
        boolean signs = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            ascii &= c < 0x80;
            signs |= c == '?' || c == '&';
            if (c == '\uFFFD' || (c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F)) {
                return Optional.of("text without lost letters: set the charset with which it is read");
            }
        }
        if (signs && LOST.matcher(text).find()) {
            return Optional.of("text without lost letters (? or &#...; for a letter): mend it where it is written");
        }
        return ascii || isVietnamese(text) ? Optional.empty() : other(text);
    }

    /** The bytes of a text that shows them as windows-1252 or windows-1258. */
    static List<byte[]> bytes(String text) {
        return LATIN.stream()
                .map(signs -> bytes(text, signs))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> other(String text) {
        List<byte[]> readings = new ArrayList<>(bytes(text));
        bytes(text, Tcvn3.bytes()).ifPresent(readings::add);
        for (byte[] bytes : readings) {
            for (String name : ENCODINGS) {
                @Nullable
                String read = TextEncoding.named(name)
                        .map(encoding -> encoding.decode(bytes).text())
                        .orElse(null);
                if (read != null && !read.equals(text) && isVietnamese(read)) {
                    return Optional.of("text in the right letters: its bytes are " + name + "; set charset: " + name
                            + ", or write decode(.., \"" + name + "\") in the mapping");
                }
            }
        }
        return Optional.empty();
    }

    /** Whether every word with a letter beyond ASCII is a possible syllable. */
    private static boolean isVietnamese(String text) {
        int start = 0;
        boolean ascii = true;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            boolean inWord = c >= 0x80 ? c != 0xA0 : (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (inWord) {
                ascii &= c < 0x80;
            } else {
                if (!ascii && !Syllables.isOne(text.substring(start, i))) {
                    return false;
                }
                start = i + 1;
                ascii = true;
            }
        }
        return true;
    }

    private static Optional<byte[]> bytes(String text, Map<Character, Byte> signs) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = text.charAt(i);
            Byte one = signs.get(c);
            if (c >= 0x80 && one == null) {
                return Optional.empty();
            }
            bytes[i] = one == null ? (byte) c : one;
        }
        return Optional.of(bytes);
    }

    /** Byte by character, 0x80 to 0xFF; what the charset does not have is the character of the same number. */
    private static Map<Character, Byte> signs(String charset) {
        Map<Character, Byte> signs = new HashMap<>();
        for (int one = 0x80; one <= 0xFF; one++) {
            char sign = new String(new byte[] {(byte) one}, Charset.forName(charset)).charAt(0);
            signs.put(sign == '\uFFFD' ? (char) one : sign, (byte) one);
        }
        return signs;
    }
}
