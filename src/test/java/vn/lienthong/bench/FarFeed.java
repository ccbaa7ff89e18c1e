package vn.lienthong.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.People;
import vn.lienthong.sandbox.world.Times;

/**
 * The change feed of a one-stop, kept as finished bytes: a page is a copy of them. Dossiers are claims, one filed every
 * second; their versions lie a minute apart: newly filed, accepted, then one step of work after the other.
 */
final class FarFeed {
    /** All versions of so many dossiers stand together, in the order of the versions. */
    private static final int BLOCK = 250;

    private static final Instant FIRST_FILED = Times.at("2026-08-11 08:00");
    private static final String[] STATUS = {"MOI_DANG_KY", "DA_TIEP_NHAN", "DANG_XU_LY"};

    /** What one more version of a dossier needs. */
    private static final class Known {
        final String code;
        final Instant filed;
        final byte[] first;
        int version;

        Known(String code, Instant filed, byte[] first) {
            this.code = code;
            this.filed = filed;
            this.first = first;
        }
    }

    /** A version that has just become visible. */
    record Shown(String code, String stepTime) {}

    private final People people = new People(2);
    private final List<byte[]> changes = new ArrayList<>();
    private final List<Known> dossiers = new ArrayList<>();
    private int nextToChange;

    /** So many new dossiers with so many versions each, all visible at once. */
    void file(int count, int versions) {
        List<byte[]> fresh = new ArrayList<>(count * versions);
        List<Known> known = new ArrayList<>(count);
        for (int from = 0; from < count; from += BLOCK) {
            List<Known> block = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + BLOCK); i++) {
                block.add(newlyFiled(dossiers.size() + i));
            }
            for (int version = 1; version <= versions; version++) {
                block.forEach(one -> fresh.add(next(one)));
            }
            known.addAll(block);
        }
        synchronized (this) {
            dossiers.addAll(known);
            changes.addAll(fresh);
        }
    }

    /** The next version of the dossier whose turn it is. */
    Shown change() {
        Known dossier = dossiers.get(nextToChange);
        nextToChange = (nextToChange + 1) % dossiers.size();
        byte[] json = next(dossier);
        synchronized (this) {
            changes.add(json);
        }
        return new Shown(dossier.code, Times.fourteen(stepTime(dossier.filed, dossier.version)));
    }

    synchronized int size() {
        return changes.size();
    }

    /** @return the answer of {@code GET thay-doi} after the change of this number */
    byte[] page(int from, int most) {
        List<byte[]> shown;
        boolean more;
        synchronized (this) {
            int to = Math.min(changes.size(), from + most);
            shown = new ArrayList<>(changes.subList(from, to));
            more = to < changes.size();
        }
        byte[] head = bytes("{\"duLieu\":[");
        byte[] tail = bytes("],\"tiepTheo\":\"" + (from + shown.size()) + "\",\"conNua\":" + more + "}");
        int length = head.length
                + tail.length
                + shown.stream().mapToInt(json -> json.length + 1).sum();
        ByteArrayOutputStream page = new ByteArrayOutputStream(length);
        page.writeBytes(head);
        for (int i = 0; i < shown.size(); i++) {
            if (i > 0) {
                page.write(',');
            }
            page.writeBytes(shown.get(i));
        }
        page.writeBytes(tail);
        return page.toByteArray();
    }

    private Known newlyFiled(int number) {
        Instant filed = FIRST_FILED.plusSeconds(number);
        ObjectNode[] json = new ObjectNode[1];
        OneStopDossier.claim(people.next(), filed).change(made -> json[0] = made);
        // Nine digits, so that a copy in a seeded ledger can have another code of the same length.
        String code = "H53.14-260811-" + String.format("%09d", number);
        json[0].put("maHoSo", code).putNull("maThamChieu");
        return new Known(code, filed, Json.bytes(json[0]));
    }

    private static byte[] next(Known dossier) {
        int version = ++dossier.version;
        Instant at = stepTime(dossier.filed, version);
        ObjectNode json = (ObjectNode) Json.read(dossier.first);
        json.put("phienBan", version).put("capNhatLuc", Times.offset(at)).put("capNhatBoi", "onestop");
        if (version > 1) {
            json.put("trangThai", STATUS[Math.min(version, STATUS.length) - 1]);
            json.put("ngayTiepNhan", Times.offset(stepTime(dossier.filed, 2)));
            json.put("ngayHenTra", Times.offset(dossier.filed.plus(Duration.ofDays(20))));
            json.putObject("buoc")
                    .put("thoiDiem", Times.offset(at))
                    .put("nguoiXuLy", "Lê Thị Bước")
                    .put("chucDanh", "Chuyên viên")
                    .put("phongBan", "Phòng Bảo hiểm thất nghiệp")
                    .put("noiDung", "Bước " + version);
        }
        return Json.bytes(json);
    }

    private static Instant stepTime(Instant filed, int version) {
        return filed.plus(Duration.ofMinutes(version - 1L));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
