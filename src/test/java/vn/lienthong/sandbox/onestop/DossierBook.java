package vn.lienthong.sandbox.onestop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.Times;

/**
 * All dossiers of the one-stop as finished bytes, with their versions. Changes are made one at a time, reads never
 * wait.
 */
final class DossierBook {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuMMdd");

    private final Map<String, byte[]> byCode = new ConcurrentHashMap<>();
    private final Map<String, String> codeByReference = new ConcurrentHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Feed feed = new Feed();

    Feed feed() {
        return feed;
    }

    Optional<byte[]> bytes(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    Optional<ObjectNode> dossier(String code) {
        return bytes(code).map(bytes -> (ObjectNode) Json.read(bytes));
    }

    Optional<String> codeOf(String reference) {
        return Optional.ofNullable(codeByReference.get(reference));
    }

    List<String> codes() {
        return new ArrayList<>(byCode.keySet());
    }

    int size() {
        return byCode.size();
    }

    /** Keeps a new dossier under the next code of its agency and day, or under {@code maHoSo} if it brings one. */
    synchronized String add(ObjectNode dossier, Instant now, String by) {
        String code = dossier.hasNonNull("maHoSo")
                ? dossier.get("maHoSo").textValue()
                : nextCode(dossier.path("maDonVi").asText("H53.14"), now);
        if (byCode.containsKey(code)) {
            throw new IllegalStateException("the one-stop already has " + code);
        }
        dossier.put("maHoSo", code);
        if (dossier.hasNonNull("maThamChieu")) {
            codeByReference.put(dossier.get("maThamChieu").textValue(), code);
        }
        keep(code, dossier, 1, now, by);
        return code;
    }

    /** Applies one change as one new version. */
    synchronized ObjectNode change(String code, Instant now, String by, Consumer<ObjectNode> change) {
        ObjectNode dossier =
                dossier(code).orElseThrow(() -> new IllegalStateException("the one-stop does not know " + code));
        int version = dossier.get("phienBan").intValue() + 1;
        change.accept(dossier);
        keep(code, dossier, version, now, by);
        return dossier;
    }

    /** Changes the newest version behind everybody's back: no new version, no new change in the feed. */
    synchronized void rewrite(String code, Consumer<ObjectNode> change) {
        ObjectNode dossier = dossier(code).orElseThrow();
        change.accept(dossier);
        byte[] bytes = Json.bytes(dossier);
        byCode.put(code, bytes);
        feed.rewrite(code, bytes);
    }

    /** The dossier disappears as after a restore of an older backup; the feed goes on. */
    synchronized void lose(String code) {
        dossier(code).map(dossier -> dossier.path("maThamChieu").textValue()).ifPresent(codeByReference::remove);
        byCode.remove(code);
    }

    private void keep(String code, ObjectNode dossier, int version, Instant now, String by) {
        dossier.put("phienBan", version).put("capNhatLuc", Times.offset(now)).put("capNhatBoi", by);
        if (!dossier.has("maThamChieu")) {
            dossier.putNull("maThamChieu");
        }
        byte[] bytes = Json.bytes(dossier);
        byCode.put(code, bytes);
        feed.add(code, version, bytes);
    }

    private String nextCode(String agency, Instant now) {
        String day = DAY.format(now.atZone(Times.VIETNAM));
        int number = numbers.merge(agency + day, 1, Integer::sum);
        return agency + "-" + day + "-" + String.format("%04d", number);
    }
}
