package vn.lienthong.sandbox.onestop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Puts one step on a dossier: its status and text, and the lists merged by their ids. */
final class ApplyStep {
    private static final List<String> TEXTS = List.of("thoiDiem", "nguoiXuLy", "chucDanh", "phongBan", "noiDung");

    private ApplyStep() {}

    static boolean bringsLists(ObjectNode step) {
        return List.of("boSung", "lePhi", "ketQua", "thanhPhan", "ngayHenTra").stream()
                .anyMatch(step::hasNonNull);
    }

    static void to(ObjectNode dossier, ObjectNode step) {
        dossier.set("trangThai", step.get("trangThai"));
        ObjectNode last = dossier.putObject("buoc");
        TEXTS.forEach(name -> last.set(name, step.path(name).isMissingNode() ? last.nullNode() : step.get(name)));
        if (step.hasNonNull("ngayHenTra")) {
            dossier.set("ngayHenTra", step.get("ngayHenTra"));
        }
        if ("DA_TIEP_NHAN".equals(step.get("trangThai").textValue()) && !dossier.hasNonNull("ngayTiepNhan")) {
            dossier.set("ngayTiepNhan", step.get("thoiDiem"));
        }
        for (String list : List.of("lePhi", "ketQua", "thanhPhan")) {
            if (step.hasNonNull(list)) {
                dossier.set(list, merged(dossier.path(list), (ArrayNode) step.get(list)));
            }
        }
        if (step.hasNonNull("boSung")) {
            dossier.set("boSung", mergedRequest(dossier.path("boSung"), (ObjectNode) step.get("boSung")));
        }
    }

    private static ArrayNode merged(JsonNode present, ArrayNode sent) {
        ArrayNode merged = present instanceof ArrayNode array ? array.deepCopy() : sent.arrayNode();
        for (JsonNode item : sent) {
            ObjectNode known = null;
            for (JsonNode old : merged) {
                if (old.path("ma").equals(item.path("ma"))) {
                    known = (ObjectNode) old;
                }
            }
            if (known == null) {
                merged.add(item.deepCopy());
            } else {
                known.setAll((ObjectNode) item.deepCopy());
            }
        }
        return merged;
    }

    private static ObjectNode mergedRequest(JsonNode present, ObjectNode sent) {
        if (!(present instanceof ObjectNode old) || !old.path("id").equals(sent.path("id"))) {
            return sent.deepCopy();
        }
        ObjectNode merged = old.deepCopy();
        merged.setAll(sent.deepCopy());
        if (sent.hasNonNull("giayTo")) {
            merged.set("giayTo", merged(old.path("giayTo"), (ArrayNode) sent.get("giayTo")));
        }
        return merged;
    }
}
