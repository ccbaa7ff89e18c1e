package vn.lienthong.sandbox.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.Times;

/** Orders, parcels and the events that happened to them, in the order in which the post wrote them down. */
final class PostBook {
    private record Parcel(String number, String errand, ObjectNode order) {}

    private final Map<String, Parcel> parcels = new LinkedHashMap<>();
    private final Map<String, String> codes = new LinkedHashMap<>();
    private final List<ObjectNode> events = new ArrayList<>();
    private int generation = 1;
    private int numbers = 203_911_400;

    /** An open order for the same dossier and errand, if there is one. */
    synchronized Optional<String> open(String code, String errand) {
        return parcels.values().stream()
                .filter(parcel -> code.equals(codes.get(parcel.number()))
                        && parcel.errand().equals(errand)
                        && !isOver(parcel.number()))
                .map(Parcel::number)
                .findFirst();
    }

    private boolean isOver(String parcel) {
        return kinds(parcel).stream()
                .anyMatch(kind -> List.of("DA_PHAT", "CHUYEN_HOAN", "HUY").contains(kind));
    }

    /** @param code null while the post does not know which dossier the parcel belongs to */
    synchronized String add(String errand, String code, ObjectNode order) {
        String number = "EB" + (++numbers) + "VN";
        parcels.put(number, new Parcel(number, errand, order));
        name(number, code);
        return number;
    }

    synchronized void name(String parcel, String code) {
        if (code != null) {
            codes.put(parcel, code);
        }
    }

    synchronized Optional<String> parcel(String code, String errand) {
        String found = null;
        for (Parcel parcel : parcels.values()) {
            if (code.equals(codes.get(parcel.number())) && parcel.errand().equals(errand)) {
                found = parcel.number();
            }
        }
        return Optional.ofNullable(found);
    }

    synchronized JsonNode order(String parcel) {
        return parcels.get(parcel).order().deepCopy();
    }

    synchronized long happened(
            String parcel, String kind, Instant at, String office, Official postman, String reason, String note) {
        Parcel known = parcels.get(parcel);
        ObjectNode event = Json.object()
                .put("id", events.size() + 1)
                .put("maBuuGui", parcel)
                .put("maHoSo", codes.get(parcel))
                .put("loai", known == null ? "TRA_KET_QUA" : known.errand())
                .put("trangThai", kind)
                .put("lyDo", reason)
                .put("thoiDiem", Times.offset(at))
                .put("buuTa", postman == null ? null : postman.name())
                .put("ghiChu", note);
        event.putObject("buuCuc").put("ma", "840000").put("ten", office);
        events.add(event);
        return events.size();
    }

    synchronized List<String> kinds(String parcel) {
        return events.stream()
                .filter(event -> event.path("maBuuGui").asText().equals(parcel))
                .map(event -> event.path("trangThai").asText())
                .toList();
    }

    synchronized int size() {
        return events.size();
    }

    synchronized void forgetCursors() {
        generation++;
    }

    /** Empty for a cursor that is not known. */
    synchronized OptionalInt position(String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return OptionalInt.of(0);
        }
        String head = "sk" + generation + "-";
        if (!cursor.matches(head + "\\d{1,9}")) {
            return OptionalInt.empty();
        }
        int at = Integer.parseInt(cursor.substring(head.length()));
        return at <= events.size() ? OptionalInt.of(at) : OptionalInt.empty();
    }

    /** @param again the cursor stays where it was, so that the next call gets this page again */
    synchronized ObjectNode page(int from, int size, boolean again) {
        int to = Math.min(events.size(), from + size);
        ObjectNode page = Json.object();
        ArrayNode shown = page.putArray("suKien");
        events.subList(from, to).forEach(event -> shown.add(event.deepCopy()));
        page.put("tiepTheo", "sk" + generation + "-" + (again ? from : to));
        return page.put("conNua", again || to < events.size());
    }
}
