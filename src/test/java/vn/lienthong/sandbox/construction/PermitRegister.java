package vn.lienthong.sandbox.construction;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import vn.lienthong.sandbox.world.Procedure;
import vn.lienthong.sandbox.world.Times;

/** The files of the department and the order in which they changed; does what the hub's calls ask. */
final class PermitRegister {
    private static final Set<String> PROCEDURES =
            Procedure.of("construction").stream().map(Procedure::systemCode).collect(Collectors.toSet());

    private final Map<String, PermitFile> files = new LinkedHashMap<>();
    private final List<String> changes = new ArrayList<>();
    private final UnaryOperator<Instant> after;
    private int numbers = 7_000;
    private int generation = 1;

    PermitRegister(UnaryOperator<Instant> after) {
        this.after = after;
    }

    synchronized Optional<PermitFile> file(String number) {
        return Optional.ofNullable(files.get(number));
    }

    synchronized Optional<String> numberOf(String code) {
        return files.values().stream()
                .filter(file -> code.equals(file.code()))
                .map(PermitFile::number)
                .findFirst();
    }

    synchronized int size() {
        return changes.size();
    }

    synchronized void lose(String number) {
        files.remove(number);
    }

    synchronized void forgetCursors() {
        generation++;
    }

    /** Whatever is done to a file is one change. */
    synchronized <T> T change(String number, java.util.function.Function<PermitFile, T> act) {
        PermitFile file = Optional.ofNullable(files.get(number))
                .orElseThrow(() -> new IllegalStateException("the department does not know " + number));
        T result = act.apply(file);
        changes.add(number);
        return result;
    }

    /** A new file with its first step. */
    synchronized String enter(Tag dossier, String source, Step first) {
        String number = "XD-2026-" + ++numbers;
        PermitFile file = new PermitFile(number, dossier, source);
        file.step(first);
        files.put(number, file);
        changes.add(number);
        return number;
    }

    synchronized Tag changes(String cursor, int size, boolean again) {
        int from = position(cursor);
        Set<String> shown = new LinkedHashSet<>();
        int at = from;
        while (at < changes.size() && shown.size() < size) {
            shown.add(changes.get(at++));
        }
        Tag answer = Tag.of("LayThayDoiTraLoi");
        for (String number : shown) {
            if (files.containsKey(number)) {
                answer = answer.with(files.get(number).tag());
            }
        }
        return answer.leaf("ConTro", "c" + generation + "-" + (again ? from : at))
                .leaf("ConNua", again || at < changes.size());
    }

    /** An unknown place is the beginning. */
    private int position(String cursor) {
        String head = "c" + generation + "-";
        if (cursor == null || !cursor.matches(head + "\\d{1,9}")) {
            return 0;
        }
        return Math.min(Integer.parseInt(cursor.substring(head.length())), changes.size());
    }

    synchronized Tag act(Tag call) {
        if (call.name().equals("TiepNhanHoSo")) {
            return register(call.child("HoSo").orElseThrow());
        }
        PermitFile file = files.get(call.get("SoHoSo"));
        if (file == null) {
            return result("10", null, "không có hồ sơ này");
        }
        if (file.wasDone(call)) {
            return result("01", file.number(), "đã ghi nhận trước đây");
        }
        String refusal =
                switch (call.name()) {
                    case "BoSungGiayTo" -> papers(file, call);
                    case "XacNhanNopPhi" -> file.pay(call);
                    case "RutHoSo" -> end(file, "RUT", call.get("ThoiDiem"), call.get("LyDo"));
                    case "XacNhanTraKetQua" -> file.handOver();
                    default -> "không có thao tác này";
                };
        if (refusal != null) {
            return result("11", file.number(), refusal);
        }
        file.done(call);
        changes.add(file.number());
        return result("00", file.number(), null);
    }

    private Tag register(Tag dossier) {
        String code = dossier.get("MaHoSo");
        Optional<String> known = code == null ? Optional.empty() : numberOf(code);
        if (known.isPresent()) {
            return result("01", known.get(), "hồ sơ đã có");
        }
        if (code == null || !PROCEDURES.contains(dossier.get("MaThuTuc"))) {
            return result("11", null, code == null ? "thiếu MaHoSo" : "không có thủ tục này");
        }
        Instant at = after.apply(time(dossier.get("NgayNhan")));
        String number =
                enter(dossier, "LIEN_THONG", Step.of("TIEP_NHAN", at, null).text("Tiếp nhận từ hệ thống liên thông"));
        return result("00", number, null);
    }

    private String papers(PermitFile file, Tag call) {
        if (file.ended()) {
            return "hồ sơ đã kết thúc";
        }
        file.add(call.all("GiayTo"));
        return null;
    }

    private String end(PermitFile file, String how, String at, String why) {
        if (file.ended()) {
            return "hồ sơ đã kết thúc";
        }
        file.step(Step.of(how, after.apply(time(at)), null).text(why));
        return null;
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text.strip()).toInstant();
    }

    static String written(Instant at) {
        return at == null ? null : Times.offset(at);
    }

    private static Tag result(String code, String number, String text) {
        return Tag.of("KetQua").leaf("Ma", code).leaf("SoHoSo", number).leaf("ThongBao", text);
    }
}
