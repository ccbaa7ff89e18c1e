package vn.lienthong.sandbox.onestop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import vn.lienthong.sandbox.wire.Json;

/**
 * The change feed, kept as finished bytes so that a page is a copy and no serialising. Its cursors name the feed that
 * gave them: after {@link #forgetCursors()} every older one is unknown.
 */
final class Feed {
    private record Change(String code, int version, byte[] json) {}

    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Integer> newest = new HashMap<>();
    private int generation = 1;
    private boolean newestOnly;

    synchronized void add(String code, int version, byte[] json) {
        changes.add(new Change(code, version, json));
        newest.put(code, version);
    }

    /** The newest version of a dossier becomes another, without a change that the feed would show. */
    synchronized void rewrite(String code, byte[] json) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (changes.get(i).code().equals(code)) {
                changes.set(i, new Change(code, changes.get(i).version(), json));
                return;
            }
        }
    }

    /** Each dossier once, at its newest version, as some installations do. */
    synchronized void newestOnly(boolean only) {
        this.newestOnly = only;
    }

    synchronized void forgetCursors() {
        generation++;
    }

    synchronized List<JsonNode> versions(String code) {
        return changes.stream()
                .filter(change -> change.code().equals(code))
                .map(change -> Json.read(change.json()))
                .toList();
    }

    synchronized int size() {
        return changes.size();
    }

    /** Where the cursor stands, empty for an unknown one. An absent cursor stands at the beginning. */
    synchronized OptionalInt position(String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return OptionalInt.of(0);
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split("[.]");
            int at = Integer.parseInt(parts[1], 36);
            boolean known = parts[0].equals("g" + generation) && at >= 0 && at <= changes.size();
            return known ? OptionalInt.of(at) : OptionalInt.empty();
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException notOurs) {
            return OptionalInt.empty();
        }
    }

    /** @param again the answer's cursor stays where it was, so that the next call gets this page again */
    byte[] page(int from, int size, boolean again) {
        List<byte[]> shown = new ArrayList<>(size);
        int at = from;
        String cursor;
        boolean more;
        synchronized (this) {
            while (at < changes.size() && shown.size() < size) {
                Change change = changes.get(at++);
                if (!newestOnly || newest.get(change.code()) == change.version()) {
                    shown.add(change.json());
                }
            }
            more = again || at < changes.size();
            cursor = cursor(again ? from : at);
        }
        ByteArrayOutputStream page = new ByteArrayOutputStream(shown.size() * 1500 + 100);
        write(page, "{\"duLieu\":[");
        for (int i = 0; i < shown.size(); i++) {
            if (i > 0) {
                page.write(',');
            }
            page.writeBytes(shown.get(i));
        }
        write(page, "],\"tiepTheo\":\"" + cursor + "\",\"conNua\":" + more + "}");
        return page.toByteArray();
    }

    private String cursor(int at) {
        String plain = "g" + generation + "." + Integer.toString(at, 36);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(ByteArrayOutputStream page, String text) {
        page.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
