package vn.lienthong.sandbox.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.lienthong.sandbox.wire.Json;

/**
 * One dossier at the portal with its progress lines; kept as bytes, since a load run holds very many. Guarded by
 * itself.
 */
final class HeldDossier {
    private static final Map<String, String> LIST_IDS = Map.of(
            "DanhSachHoSoBoSung", "HoSoBoSungId",
            "DanhSachLePhi", "MaPhiLePhi",
            "TaiLieuNop", "TepDinhKemId",
            "DanhSachGiayToKetQua", "GiayToId");

    private record Line(String at, String status, byte[] json) {}

    private final List<Line> lines = new ArrayList<>(4);
    private byte[] json;
    private String updatedAt;

    HeldDossier(ObjectNode dossier, String updatedAt) {
        replace(dossier, updatedAt);
    }

    ObjectNode dossier() {
        return (ObjectNode) Json.read(json);
    }

    String updatedAt() {
        return updatedAt;
    }

    void replace(ObjectNode dossier, String at) {
        this.json = Json.bytes(dossier);
        this.updatedAt = at;
    }

    /** The fields that are sent replace, the lists merge by their ids, null empties a field. */
    ObjectNode mergedWith(ObjectNode sent) {
        ObjectNode merged = dossier();
        sent.fields().forEachRemaining(field -> {
            String id = LIST_IDS.get(field.getKey());
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else if (id == null) {
                merged.set(field.getKey(), field.getValue());
            } else {
                merged.set(field.getKey(), mergedList(merged.path(field.getKey()), field.getValue(), id));
            }
        });
        return merged;
    }

    private static ArrayNode mergedList(JsonNode present, JsonNode sent, String id) {
        ArrayNode merged = present instanceof ArrayNode array ? array : Json.array();
        for (JsonNode item : sent) {
            ObjectNode known = null;
            for (JsonNode old : merged) {
                if (old.path(id).equals(item.path(id))) {
                    known = (ObjectNode) old;
                }
            }
            if (known == null) {
                merged.add(item);
            } else {
                known.setAll((ObjectNode) item);
            }
        }
        return merged;
    }

    /** False when a line of the same moment and status is there already. */
    boolean append(ObjectNode line) {
        String at = line.get("ThoiDiemXuLy").textValue();
        String status = line.get("TrangThai").textValue();
        for (Line known : lines) {
            if (known.at().equals(at) && known.status().equals(status)) {
                return false;
            }
        }
        lines.add(new Line(at, status, Json.bytes(line)));
        return true;
    }

    List<JsonNode> lines() {
        return lines.stream().map(line -> Json.read(line.json())).toList();
    }
}
