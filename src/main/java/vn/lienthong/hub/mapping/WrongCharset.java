package vn.lienthong.hub.mapping;

import java.nio.charset.Charset;
import java.util.Arrays;
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
    private static final Pattern NO_WORD = Pattern.compile("[\\x00-\\x40\\x5B-\\x60\\x7B-\\x7F\\u00A0]+");
    private static final List<Map<Character, Byte>> READ_AS = List.of(signs("windows-1252"), signs("windows-1258"));

    private WrongCharset() {}

    /** What is wrong with a text in NFC, and what to do; empty = nothing that can be seen. */
    static Optional<String> of(String text) {
        boolean ascii = true;
        boolean vietnamese = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            ascii &= c < 0x80;
            // No old encoding, read as another one, gives these letters.
            vietnamese |= c >= 0x1EA0 && c <= 0x1EF9;
            if (c == '\uFFFD' || (c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F)) {
                return Optional.of("text without lost letters: set the charset with which it is read");
            }
        }
        if (LOST.matcher(text).find()) {
            return Optional.of("text without lost letters (? or &#...; for a letter): mend it where it is written");
        }
        return ascii || vietnamese || isVietnamese(text) ? Optional.empty() : other(text);
    }

    /** The bytes of which the text was made, if it was read as windows-1252 or windows-1258. */
    static List<byte[]> bytes(String text) {
        return READ_AS.stream()
                .map(signs -> bytes(text, signs))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> other(String text) {
        for (byte[] bytes : bytes(text)) {
            for (String name : ENCODINGS) {
                @Nullable String read = TextEncoding.named(name)
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
        return Arrays.stream(NO_WORD.split(text))
                .filter(word -> word.chars().anyMatch(c -> c >= 0x80))
                .allMatch(Syllables::isOne);
    }

    private static Optional<byte[]> bytes(String text, Map<Character, Byte> signs) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            Byte one = text.charAt(i) < 0x80 ? (Byte) (byte) text.charAt(i) : signs.get(text.charAt(i));
            if (one == null) {
                return Optional.empty();
            }
            bytes[i] = one;
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
