package vn.lienthong.sandbox.post;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import vn.lienthong.sandbox.wire.Conversation;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.wire.Reply;
import vn.lienthong.sandbox.wire.Request;
import vn.lienthong.sandbox.world.Times;

/** The REST calls of the post: key, body and idempotency key are checked before anything is done. */
final class PostApi implements Conversation {
    private static final Set<String> ERRANDS = Set.of("TRA_KET_QUA", "THU_GOM");

    private record Use(String fingerprint, String parcel) {}

    private final PostBook book;
    private final String key;
    private final UnaryOperator<Instant> after;
    private final Map<String, Use> keys = new HashMap<>();

    PostApi(PostBook book, String key, UnaryOperator<Instant> after) {
        this.book = book;
        this.key = key;
        this.after = after;
    }

    @Override
    public String name(Request request) {
        String path = request.path();
        String name = path.equals("/api/v1/su-kien") ? "su-kien" : path.equals("/api/v1/don-hang") ? "don-hang" : "?";
        return request.method() + " " + name;
    }

    @Override
    public Reply act(Request request) {
        if (!key.equals(request.header("X-API-Key"))) {
            return Reply.json(401, Json.object().put("loi", "khóa không hợp lệ"));
        }
        return switch (request.call()) {
            case "GET su-kien" -> events(request);
            case "POST don-hang" -> order(request);
            default -> Reply.json(404, Json.object().put("loi", "không tìm thấy"));
        };
    }

    private Reply events(Request request) {
        String asked = request.query().getOrDefault("soLuong", "100");
        int size = asked.matches("\\d{1,6}") ? Integer.parseInt(asked) : 0;
        if (size < 1 || size > 200) {
            return refused(List.of("soLuong"));
        }
        var position = book.position(request.query().get("sau"));
        if (position.isEmpty()) {
            return refused(List.of("sau"));
        }
        boolean again = request.fault(Fault.PageAgain.class).isPresent();
        return Reply.json(200, book.page(position.getAsInt(), size, again));
    }

    /** The check of the key and the act are one, so that the same call arriving twice at once is done once. */
    private Reply order(Request request) {
        Optional<ObjectNode> body = request.object();
        String idempotency = request.header("Idempotency-Key");
        if (body.isEmpty()) {
            return Reply.json(400, Json.object().put("loi", "không phải JSON"));
        }
        List<String> wrong = new ArrayList<>(wrong(body.get()));
        if (idempotency == null || idempotency.isBlank()) {
            wrong.add("Idempotency-Key");
        }
        if (!wrong.isEmpty()) {
            return refused(wrong);
        }
        String fingerprint = Json.fingerprint(body.get());
        synchronized (keys) {
            Use use = keys.get(idempotency);
            if (use != null) {
                return use.fingerprint().equals(fingerprint)
                        ? Reply.json(200, Json.object().put("maBuuGui", use.parcel()))
                        : refused(List.of("Idempotency-Key"));
            }
            String code = body.get().path("maHoSo").asText();
            String errand = body.get().path("loai").asText();
            Optional<String> open = book.open(code, errand);
            if (open.isPresent()) {
                return Reply.json(409, Json.object().put("maBuuGui", open.get()).put("loi", "đã có yêu cầu"));
            }
            String parcel = book.add(errand, code, body.get());
            keys.put(idempotency, new Use(fingerprint, parcel));
            Instant ready =
                    Times.readOffset(body.get().path("sanSangTu").asText()).orElse(null);
            book.happened(parcel, "NHAN_DON", after.apply(ready), "Bưu cục Tây Ninh", null, null, null);
            return Reply.json(201, Json.object().put("maBuuGui", parcel));
        }
    }

    private static List<String> wrong(ObjectNode order) {
        List<String> wrong = new ArrayList<>();
        if (!ERRANDS.contains(order.path("loai").asText())) {
            wrong.add("loai");
        }
        if (order.path("maHoSo").asText("").isBlank()) {
            wrong.add("maHoSo");
        }
        String citizen = order.path("loai").asText().equals("THU_GOM") ? "nguoiGui" : "nguoiNhan";
        String office = citizen.equals("nguoiGui") ? "nguoiNhan" : "nguoiGui";
        for (String field : List.of("hoTen", "dienThoai", "diaChi")) {
            if (order.path(citizen).path(field).asText("").isBlank()) {
                wrong.add(citizen + "." + field);
            }
        }
        if (order.path(office).path("ma").asText("").isBlank()) {
            wrong.add(office + ".ma");
        }
        if (Times.readOffset(order.path("sanSangTu").asText()).isEmpty()) {
            wrong.add("sanSangTu");
        }
        return wrong;
    }

    private static Reply refused(List<String> fields) {
        ObjectNode told = Json.object();
        ArrayNode faults = told.putArray("loi");
        fields.forEach(field -> faults.addObject().put("truong", field).put("noiDung", "thiếu hoặc không hợp lệ"));
        return Reply.json(422, told);
    }
}
