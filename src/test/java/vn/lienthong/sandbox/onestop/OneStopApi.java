package vn.lienthong.sandbox.onestop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import vn.lienthong.sandbox.wire.Conversation;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Fields.Wrong;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.wire.Reply;
import vn.lienthong.sandbox.wire.Request;
import vn.lienthong.sandbox.world.Times;

/** The REST calls of the one-stop. */
final class OneStopApi implements Conversation {
    private static final String DOSSIERS = "/api/v1/ho-so";
    private static final String STEPS = "/tien-trinh";

    private record Use(String fingerprint, String answer) {}

    private final DossierBook book;
    private final Tokens tokens;
    private final String clientId;
    private final String clientSecret;
    private final UnaryOperator<Instant> after;
    private final Map<String, Use> keys = new HashMap<>();
    private volatile boolean namesTheHub = true;

    OneStopApi(DossierBook book, Tokens tokens, String clientId, String clientSecret, UnaryOperator<Instant> after) {
        this.book = book;
        this.tokens = tokens;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.after = after;
    }

    void namesTheHub(boolean names) {
        this.namesTheHub = names;
    }

    @Override
    public String name(Request request) {
        String path = request.path();
        if (path.equals("/oauth/token")) {
            return request.method() + " token";
        }
        if (path.equals(DOSSIERS + "/thay-doi")) {
            return request.method() + " thay-doi";
        }
        if (path.endsWith(STEPS)) {
            return request.method() + " tien-trinh";
        }
        return path.startsWith(DOSSIERS) ? request.method() + " ho-so" : request.method() + " ?";
    }

    @Override
    public void forget() {
        tokens.forget();
    }

    @Override
    public Reply act(Request request) {
        if (request.call().equals("POST token")) {
            return token(request);
        }
        if (!tokens.accepts(request.header("Authorization"))) {
            return Reply.json(401, Json.object().put("loi", "token không hợp lệ hoặc đã hết hạn"));
        }
        switch (request.call()) {
            case "GET thay-doi":
                return changes(request);
            case "GET ho-so":
                return book.bytes(code(request, ""))
                        .map(bytes -> Reply.json(200, bytes))
                        .orElseGet(OneStopApi::unknown);
            case "POST ho-so":
                return request.path().equals(DOSSIERS) ? withBody(request, this::register) : unknown();
            case "POST tien-trinh":
                return withBody(request, this::step);
            default:
                return unknown();
        }
    }

    private Reply token(Request request) {
        Map<String, String> form = request.form();
        boolean known = clientId.equals(form.get("client_id")) && clientSecret.equals(form.get("client_secret"));
        if (!known || !"client_credentials".equals(form.get("grant_type"))) {
            return Reply.json(
                    known ? 400 : 401, Json.object().put("error", known ? "unsupported_grant_type" : "invalid_client"));
        }
        return Reply.json(
                200,
                Json.object()
                        .put("access_token", tokens.issue())
                        .put("token_type", "Bearer")
                        .put("expires_in", tokens.lifeSeconds()));
    }

    private Reply changes(Request request) {
        String asked = request.query().getOrDefault("soLuong", "100");
        int size = asked.matches("\\d{1,6}") ? Integer.parseInt(asked) : 0;
        if (size < 1 || size > 500) {
            return refused("soLuong", "từ 1 đến 500");
        }
        var position = book.feed().position(request.query().get("sau"));
        if (position.isEmpty()) {
            return refused("sau", "không nhận ra con trỏ");
        }
        boolean again = request.fault(Fault.PageAgain.class).isPresent();
        return Reply.json(200, book.feed().page(position.getAsInt(), size, again));
    }

    private interface Write {
        Reply with(ObjectNode body, Request request, String key);
    }

    /** The check of the key and the act are one, so that the same call arriving twice at once is done once. */
    private Reply withBody(Request request, Write write) {
        Optional<ObjectNode> body = request.object();
        String key = request.header("Idempotency-Key");
        if (body.isEmpty()) {
            return refused("", "không phải JSON");
        }
        if (key == null || key.isBlank()) {
            return refused("Idempotency-Key", "bắt buộc");
        }
        String fingerprint = request.path() + " " + Json.fingerprint(body.get());
        synchronized (keys) {
            Use use = keys.get(key);
            if (use != null) {
                return use.fingerprint().equals(fingerprint)
                        ? Reply.json(200, Json.object().put("maHoSo", use.answer()))
                        : refused("Idempotency-Key", "đã dùng cho nội dung khác");
            }
            Reply reply = write.with(body.get(), request, key);
            if (reply.status() < 300) {
                String code = Json.read(reply.body()).path("maHoSo").asText();
                keys.put(key, new Use(fingerprint, code));
            }
            return reply;
        }
    }

    private Reply register(ObjectNode body, Request request, String key) {
        List<Wrong> wrongs = DossierRules.wrongsOfDossier(body);
        if (!wrongs.isEmpty()) {
            return Reply.json(422, DossierRules.told(wrongs));
        }
        Optional<String> known = book.codeOf(body.get("maThamChieu").textValue());
        if (known.isPresent()) {
            return Reply.json(409, Json.object().put("maHoSo", known.get()).put("loi", "maThamChieu đã có"));
        }
        ObjectNode dossier = body.deepCopy();
        if (!dossier.hasNonNull("trangThai")) {
            dossier.put("trangThai", OneStopStatus.MOI_DANG_KY.name());
        }
        String code = book.add(dossier, after(dossier.path("ngayNop")), by());
        return Reply.json(201, Json.object().put("maHoSo", code));
    }

    private Reply step(ObjectNode body, Request request, String key) {
        String code = code(request, STEPS);
        Optional<ObjectNode> dossier = book.dossier(code);
        if (dossier.isEmpty()) {
            return unknown();
        }
        List<Wrong> wrongs = DossierRules.wrongsOfStep(body);
        if (!wrongs.isEmpty()) {
            return Reply.json(422, DossierRules.told(wrongs));
        }
        OneStopStatus to = OneStopStatus.of(body.get("trangThai").textValue()).orElseThrow();
        synchronized (book) {
            OneStopStatus present = OneStopStatus.of(
                            book.dossier(code).orElseThrow().path("trangThai").asText())
                    .orElse(OneStopStatus.MOI_DANG_KY);
            if (!present.allows(to, ApplyStep.bringsLists(body))) {
                return Reply.json(
                        409,
                        Json.object()
                                .put("loi", "không chuyển được từ " + present + " sang " + to)
                                .put("trangThai", present.name()));
            }
            book.change(code, after(body.path("thoiDiem")), by(), it -> ApplyStep.to(it, body));
        }
        return Reply.json(200, Json.object().put("maHoSo", code));
    }

    private Instant after(JsonNode cause) {
        return after.apply(Times.readOffset(cause.asText()).orElse(null));
    }

    private String by() {
        return namesTheHub ? "hub" : "onestop";
    }

    private static String code(Request request, String tail) {
        String path = request.path();
        int from = Math.min(DOSSIERS.length() + 1, path.length());
        return path.substring(from, Math.max(from, path.length() - tail.length()));
    }

    private static Reply unknown() {
        return Reply.json(404, Json.object().put("loi", "không tìm thấy"));
    }

    private static Reply refused(String field, String text) {
        return Reply.json(422, DossierRules.told(List.of(new Wrong(field, text))));
    }
}
