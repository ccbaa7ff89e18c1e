package vn.lienthong.sandbox.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import vn.lienthong.sandbox.portal.PortalRegister.Outcome;
import vn.lienthong.sandbox.wire.Conversation;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Fields;
import vn.lienthong.sandbox.wire.Fields.Need;
import vn.lienthong.sandbox.wire.Fields.Wrong;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.wire.Reply;
import vn.lienthong.sandbox.wire.Request;
import vn.lienthong.sandbox.world.Procedure;

/** The calls that the portal answers. Codes are sometimes numbers and sometimes strings, as the contract warns. */
final class PortalApi implements Conversation {
    static final int MOST_ROWS = 50;

    private final PortalRegister register;
    private final Sessions sessions;
    private final PortalAccount account;

    PortalApi(PortalRegister register, Sessions sessions, PortalAccount account) {
        this.register = register;
        this.sessions = sessions;
        this.account = account;
    }

    @Override
    public String name(Request request) {
        if (request.path().equals("/integration") || request.path().equals("/share")) {
            return request.object()
                    .map(body -> body.path("service").asText(""))
                    .filter(service -> !service.isEmpty())
                    .orElse(request.path().substring(1));
        }
        return request.path().equals("/login") ? "login" : "?";
    }

    @Override
    public void forget() {
        sessions.forget();
    }

    @Override
    public Reply act(Request request) {
        Optional<ObjectNode> body = request.object();
        if (!request.method().equals("POST")) {
            return Reply.empty(405);
        }
        if (body.isEmpty()) {
            return answer(-1, "nội dung không phải đối tượng JSON", null);
        }
        var busy = request.fault(Fault.ErrorCode.class);
        if (busy.isPresent()) {
            return answer(busy.get().code(), "hệ thống bận, thử lại sau", null);
        }
        if (request.path().equals("/login")) {
            return login(body.get());
        }
        if (!account.dstcode().equals(request.header("dstcode"))) {
            return answer(-1, "thiếu hoặc sai header dstcode", null);
        }
        if (!sessions.knows(body.get().path("session").textValue())) {
            return answer(-3, "phiên không tồn tại hoặc đã hết hạn", null);
        }
        if (!account.unit().equals(body.get().path("madonvi").textValue())) {
            return answer(-1, "madonvi: không đúng đơn vị", null);
        }
        return switch (request.path()) {
            case "/share" -> share(body.get());
            case "/integration" -> integrate(body.get(), request);
            default -> Reply.empty(404);
        };
    }

    private Reply login(ObjectNode body) {
        boolean known = account.username().equals(body.path("username").textValue())
                && account.password().equals(body.path("password").textValue());
        if (!known) {
            return Reply.json(200, Json.object().put("error_code", -1).put("message", "sai tài khoản hoặc mật khẩu"));
        }
        return Reply.json(200, Json.object().put("session", sessions.open()).put("error_code", 0));
    }

    private Reply share(ObjectNode body) {
        ArrayNode rows = Json.array();
        switch (body.path("service").asText()) {
            case "LayDanhMucCoQuan":
                rows.addObject().put("MaCoQuan", account.unit()).put("TenCoQuan", "Ủy ban nhân dân tỉnh");
                rows.addObject().put("MaCoQuan", "H53.14").put("TenCoQuan", "Trung tâm Dịch vụ việc làm");
                rows.addObject().put("MaCoQuan", "H53.20").put("TenCoQuan", "Văn phòng Đăng ký đất đai");
                return answer(0, "OK", rows);
            case "LayDanhMucLinhVuc":
                Set<String> seen = new LinkedHashSet<>();
                for (Procedure procedure : Procedure.all()) {
                    if (seen.add(procedure.fieldCode())) {
                        rows.addObject()
                                .put("MaLinhVuc", procedure.fieldCode())
                                .put("TenLinhVuc", procedure.fieldName());
                    }
                }
                return answer(0, "OK", rows);
            default:
                return answer(-1, "service: không có dịch vụ này", null);
        }
    }

    private Reply integrate(ObjectNode body, Request request) {
        return switch (body.path("service").asText()) {
            case "TraCuuHoSo" -> lookUp(body);
            case "DongBoHoSoMC" -> putDossiers(body, request);
            case "CapNhatTienDoHoSoMC" -> rows(body, request, register::append, false);
            case "LayDanhSachHoSo" -> list(body);
            case "LayDanhSachTTHC" -> procedures();
            default -> answer(-1, "service: không có dịch vụ này", null);
        };
    }

    private Reply lookUp(ObjectNode body) {
        ArrayNode rows = Json.array();
        register.dossier(body.path("mahoso").asText()).ifPresent(rows::add);
        return answer(0, "OK", rows);
    }

    private Reply putDossiers(ObjectNode body, Request request) {
        String updating = body.path("isUpdating").textValue();
        if (!"True".equals(updating) && !"False".equals(updating)) {
            return answer(-1, "isUpdating: phải là \"True\" hoặc \"False\"", Json.array());
        }
        return rows(body, request, row -> register.put(row, "True".equals(updating)), true);
    }

    private Reply rows(ObjectNode body, Request request, Function<ObjectNode, Outcome> act, boolean textCode) {
        JsonNode data = body.path("data");
        if (!data.isArray() || data.isEmpty() || data.size() > MOST_ROWS) {
            return answer(-1, "data: phải có từ 1 đến " + MOST_ROWS + " dòng", Json.array());
        }
        List<Integer> forced =
                request.fault(Fault.RowCodes.class).map(Fault.RowCodes::codes).orElse(List.of());
        ArrayNode rows = Json.array();
        boolean allDone = true;
        for (int i = 0; i < data.size(); i++) {
            JsonNode row = data.get(i);
            Outcome outcome;
            if (i < forced.size() && forced.get(i) != 0) {
                outcome = new Outcome(forced.get(i), "dòng này bị từ chối");
            } else if (row instanceof ObjectNode object) {
                outcome = act.apply(object);
            } else {
                outcome = new Outcome(-1, "dòng không phải đối tượng");
            }
            allDone &= outcome.code() == 0;
            ObjectNode told = rows.addObject().put("MaHoSo", row.path("MaHoSo").asText());
            if (textCode) {
                told.put("error_code", String.valueOf(outcome.code()));
            } else {
                told.put("error_code", outcome.code());
            }
            told.put("message", outcome.message());
        }
        return answer(allDone ? 0 : -1, allDone ? "OK" : "có dòng chưa thành công", rows);
    }

    private Reply list(ObjectNode body) {
        List<Wrong> wrongs = new ArrayList<>();
        new Fields(body, "", wrongs)
                .fourteen("tungay", Need.MUST)
                .fourteen("denngay", Need.MUST)
                .whole("trang", Need.MUST)
                .whole("kichthuoc", Need.MUST);
        int page = body.path("trang").asInt();
        int size = body.path("kichthuoc").asInt();
        if (wrongs.isEmpty() && (page < 1 || size < 1 || size > 500)) {
            wrongs.add(new Wrong("trang, kichthuoc", "từ 1; kích thước tối đa 500"));
        }
        if (!wrongs.isEmpty()) {
            return answer(-1, Outcome.refused(wrongs).message(), Json.array());
        }
        return answer(
                0,
                "OK",
                register.page(
                        body.get("tungay").textValue(), body.get("denngay").textValue(), page, size));
    }

    private Reply procedures() {
        ArrayNode rows = Json.array();
        for (Procedure procedure : Procedure.all()) {
            rows.addObject()
                    .put("MATTHC", procedure.nationalCode())
                    .put("TENTTHC", procedure.name())
                    .put("MALINHVUC", procedure.fieldCode())
                    .put("TENLINHVUC", procedure.fieldName());
        }
        return answer(0, "OK", rows);
    }

    /** An even outer code is a string and an odd one a number: both shapes occur in every run. */
    private static Reply answer(int code, String message, ArrayNode rows) {
        ObjectNode answer = Json.object();
        if (code % 2 == 0) {
            answer.put("error_code", String.valueOf(code));
        } else {
            answer.put("error_code", code);
        }
        answer.put("message", message);
        answer.set("result", rows == null ? Json.array() : rows);
        return Reply.json(200, answer);
    }
}
