package vn.lienthong.sandbox.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import vn.lienthong.sandbox.wire.Fields.Wrong;
import vn.lienthong.sandbox.wire.Json;

/**
 * All dossiers that the portal holds. Different dossiers are written at the same time, one dossier by one call at a
 * time.
 */
final class PortalRegister {

    /** The outcome of one row. */
    record Outcome(int code, String message) {
        static Outcome done() {
            return new Outcome(0, "OK");
        }

        static Outcome refused(List<Wrong> wrongs) {
            return new Outcome(
                    -1, String.join("; ", wrongs.stream().map(Wrong::toString).toList()));
        }
    }

    private record Update(String at, String code) implements Comparable<Update> {
        @Override
        public int compareTo(Update other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : code.compareTo(other.code);
        }
    }

    private final Map<String, HeldDossier> byCode = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<Update> byTime = new ConcurrentSkipListSet<>();
    private final LongAdder lines = new LongAdder();
    private final Supplier<String> now;

    PortalRegister(Supplier<String> now) {
        this.now = now;
    }

    Outcome put(ObjectNode sent, boolean updating) {
        List<Wrong> wrongs = PortalRules.wrongsOfDossier(sent);
        if (!wrongs.isEmpty()) {
            return Outcome.refused(wrongs);
        }
        return updating ? update(sent) : create(sent);
    }

    private Outcome create(ObjectNode sent) {
        List<Wrong> wrongs = PortalRules.wrongsOfMerged(sent);
        if (!wrongs.isEmpty()) {
            return Outcome.refused(wrongs);
        }
        String code = sent.get("MaHoSo").textValue();
        String at = now.get();
        if (byCode.putIfAbsent(code, new HeldDossier(sent, at)) != null) {
            return new Outcome(1, "Hồ sơ đã tồn tại");
        }
        byTime.add(new Update(at, code));
        return Outcome.done();
    }

    private Outcome update(ObjectNode sent) {
        String code = sent.get("MaHoSo").textValue();
        HeldDossier held = byCode.get(code);
        if (held == null) {
            return new Outcome(-1, "MaHoSo: không có hồ sơ này");
        }
        synchronized (held) {
            ObjectNode merged = held.mergedWith(sent);
            List<Wrong> wrongs = PortalRules.wrongsOfMerged(merged);
            if (!wrongs.isEmpty()) {
                return Outcome.refused(wrongs);
            }
            keep(code, held, merged);
        }
        return Outcome.done();
    }

    Outcome append(ObjectNode line) {
        List<Wrong> wrongs = PortalRules.wrongsOfLine(line);
        if (!wrongs.isEmpty()) {
            return Outcome.refused(wrongs);
        }
        HeldDossier held = byCode.get(line.get("MaHoSo").textValue());
        if (held == null) {
            return new Outcome(-1, "MaHoSo: không có hồ sơ này");
        }
        synchronized (held) {
            if (!held.append(line)) {
                return new Outcome(1, "Dòng tiến độ đã có");
            }
            lines.increment();
            return Outcome.done();
        }
    }

    /** The portal's own change (a citizen's act), not judged by the rules for senders. */
    void change(String code, UnaryOperator<ObjectNode> change) {
        HeldDossier held = byCode.get(code);
        if (held == null) {
            throw new IllegalStateException("the portal does not know " + code);
        }
        synchronized (held) {
            keep(code, held, change.apply(held.dossier()));
        }
    }

    /** The same for what a citizen adds to the lists. */
    void merge(String code, ObjectNode own) {
        HeldDossier held = byCode.get(code);
        synchronized (held) {
            keep(code, held, held.mergedWith(own));
        }
    }

    /** A dossier that is born here. */
    void own(String code, ObjectNode dossier) {
        String at = now.get();
        if (byCode.putIfAbsent(code, new HeldDossier(dossier, at)) != null) {
            throw new IllegalStateException("the portal already has " + code);
        }
        byTime.add(new Update(at, code));
    }

    Optional<ObjectNode> dossier(String code) {
        HeldDossier held = byCode.get(code);
        if (held == null) {
            return Optional.empty();
        }
        synchronized (held) {
            return Optional.of(held.dossier());
        }
    }

    List<JsonNode> lines(String code) {
        HeldDossier held = byCode.get(code);
        if (held == null) {
            return List.of();
        }
        synchronized (held) {
            return held.lines();
        }
    }

    List<String> codes() {
        return new ArrayList<>(byCode.keySet());
    }

    /** Lines of all dossiers, lost ones too. */
    long lineCount() {
        return lines.sum();
    }

    int size() {
        return byCode.size();
    }

    void lose(String code) {
        HeldDossier held = byCode.remove(code);
        if (held != null) {
            byTime.remove(new Update(held.updatedAt(), code));
        }
    }

    /** One page of what was updated from {@code from} to {@code to}, both included, by time of update. */
    ArrayNode page(String from, String to, int page, int size) {
        ArrayNode rows = Json.array();
        byTime.subSet(new Update(from, ""), true, new Update(to, "\uffff"), true).stream()
                .skip((long) (page - 1) * size)
                .limit(size)
                .forEach(update -> dossier(update.code()).ifPresent(dossier -> rows.addObject()
                        .put("MaHoSo", update.code())
                        .put("MaTTHC", dossier.path("MaTTHC").asText())
                        .put("TrangThaiHoSo", dossier.path("TrangThaiHoSo").asText())
                        .put("NgayCapNhat", update.at())));
        return rows;
    }

    private void keep(String code, HeldDossier held, ObjectNode dossier) {
        String at = now.get();
        byTime.remove(new Update(held.updatedAt(), code));
        held.replace(dossier, at);
        byTime.add(new Update(at, code));
    }
}
