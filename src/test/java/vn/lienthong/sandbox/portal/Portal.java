package vn.lienthong.sandbox.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import vn.lienthong.sandbox.wire.Faults;
import vn.lienthong.sandbox.wire.HttpFace;
import vn.lienthong.sandbox.wire.Journal;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.SandboxClock;
import vn.lienthong.sandbox.world.Times;

/** The national portal: what it answers to the hub, and what citizens do there, which it tells the hub. */
public final class Portal implements AutoCloseable {
    private final SandboxClock clock;
    private final Sessions sessions = new Sessions();
    private final PortalRegister register;
    private final HttpFace face;
    private final CallHub callHub = new CallHub();
    private final AtomicInteger dossiers = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();

    public Portal(int port, PortalAccount account, SandboxClock clock) {
        this.clock = clock;
        this.register = new PortalRegister(() -> Times.fourteen(now()));
        this.face = new HttpFace("portal", port, new PortalApi(register, sessions, account));
    }

    public String url() {
        return face.url();
    }

    public Faults faults() {
        return face.faults();
    }

    public Journal journal() {
        return face.journal();
    }

    public void down() {
        face.down();
    }

    public void up() {
        face.up();
    }

    public void forgetSessions() {
        sessions.forget();
    }

    public void sessionLife(Duration life) {
        sessions.life(life);
    }

    /** Where the hub listens; until then what citizens do waits here. */
    public void hub(String url, String inboundToken) {
        callHub.hub(url, inboundToken);
    }

    /** How long the portal waits before it repeats a call, 1 s unless set. */
    public void repeatsAfter(Duration pause) {
        callHub.pause(pause);
    }

    /** Every call is sent this many times at once under one id. */
    public void sendsCopies(int copies) {
        callHub.copies(copies);
    }

    /** A citizen files a dossier. @return its code, which the portal gives unless the dossier brings one */
    public String file(OnlineDossier online) {
        clock.seen(online.filedAt());
        ObjectNode dossier = online.dossier();
        if (!dossier.hasNonNull("MaHoSo")) {
            dossier.put("MaHoSo", nextCode(online.filedAt()));
        }
        String code = dossier.get("MaHoSo").textValue();
        register.own(code, dossier);
        ObjectNode body = dossier.deepCopy();
        body.setAll(online.rest());
        tell("nhanhsdvcqg", body, online.filedAt());
        return code;
    }

    /** The citizen answers the newest supplement request. */
    public HubCall addPapers(String code, Instant at, Paper... papers) {
        JsonNode requests = dossier(code).orElseThrow().path("DanhSachHoSoBoSung");
        if (requests.isEmpty()) {
            throw new IllegalStateException("nobody asked for papers of " + code);
        }
        return addPapersTo(
                requests.get(requests.size() - 1).path("HoSoBoSungId").asText(), code, at, papers);
    }

    public HubCall addPapersTo(String requestId, String code, Instant at, Paper... papers) {
        ArrayNode files = Json.array();
        for (Paper paper : papers) {
            files.add(OnlineDossier.attachment(paper));
        }
        ObjectNode own = Json.object();
        own.set("TaiLieuNop", files);
        register.merge(code, own);
        ObjectNode body = Json.object().put("MaHoSo", code).put("HoSoBoSungId", requestId);
        body.set("TaiLieuNop", files);
        return tell("nhanbosung", body, at);
    }

    public HubCall withdraw(String code, Instant at, String reason) {
        return tell("nhanruthoso", Json.object().put("MaHoSo", code).put("LyDo", reason), at);
    }

    /** The citizen pays a fee that the portal shows. */
    public HubCall pay(String code, String feeCode, Instant at, String receipt) {
        JsonNode fee = fees(code).stream()
                .filter(it -> it.path("MaPhiLePhi").asText().equals(feeCode))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the portal shows no fee " + feeCode + " of " + code));
        ObjectNode own = Json.object();
        own.putArray("DanhSachLePhi")
                .addObject()
                .put("MaPhiLePhi", feeCode)
                .put("DaNop", "1")
                .put("SoBienLai", receipt)
                .put("NgayNop", Times.fourteen(at));
        register.merge(code, own);
        return tell(
                "nhanthanhtoan",
                Json.object()
                        .put("MaHoSo", code)
                        .put("MaPhiLePhi", feeCode)
                        .put("SoTien", fee.path("Gia").asLong())
                        .put("SoBienLai", receipt)
                        .put("NgayNop", Times.fourteen(at))
                        .put("HinhThucThu", "TRUC_TUYEN"),
                at);
    }

    /** Any call to the hub, also a malformed one; {@code MaGiaoDich} and {@code ThoiDiem} are added when absent. */
    public HubCall tell(String service, ObjectNode body, Instant at) {
        clock.seen(at);
        if (!body.has("MaGiaoDich")) {
            body.put("MaGiaoDich", "GD-" + Times.fourteen(at) + "-" + calls.incrementAndGet());
        }
        if (!body.has("ThoiDiem")) {
            body.put("ThoiDiem", Times.fourteen(at));
        }
        return callHub.send(body.path("MaGiaoDich").asText(), service, body);
    }

    /** Sends a call once more although it was answered. */
    public void tellAgain(HubCall call) {
        callHub.again(call);
    }

    public List<HubCall> calls() {
        return callHub.calls();
    }

    /** Calls that the hub has neither received nor refused for good. */
    public long callsWaiting() {
        return calls().stream()
                .filter(call -> call.state() == HubCall.State.WAITING)
                .count();
    }

    public Optional<JsonNode> dossier(String code) {
        return register.dossier(code).map(JsonNode.class::cast);
    }

    /** Null when the portal does not know the dossier. */
    public String status(String code) {
        return dossier(code).map(it -> it.path("TrangThaiHoSo").asText()).orElse(null);
    }

    public List<JsonNode> fees(String code) {
        JsonNode list = dossier(code).orElse(Json.object()).path("DanhSachLePhi");
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    /** Progress lines in the order in which they arrived. */
    public List<JsonNode> lines(String code) {
        return register.lines(code);
    }

    /** The statuses of the lines in the order in which they arrived. */
    public List<String> lineStatuses(String code) {
        return lines(code).stream().map(line -> line.path("TrangThai").asText()).toList();
    }

    public List<String> codes() {
        return register.codes();
    }

    /** Progress lines that were appended, of all dossiers. */
    public long lineCount() {
        return register.lineCount();
    }

    public int size() {
        return register.size();
    }

    /** The dossier is lost here with its lines, as after a restore of an older backup. */
    public void lose(String code) {
        register.lose(code);
    }

    /** The portal's dossier is changed behind everybody's back, for drift that a reconciliation must find. */
    public void drift(String code, String field, String value) {
        register.change(code, dossier -> dossier.put(field, value));
    }

    /** The portal holds a dossier that nobody told it of and that it tells nobody. */
    public void plant(String code, OnlineDossier dossier) {
        register.own(code, dossier.dossier().put("MaHoSo", code));
    }

    private String nextCode(Instant at) {
        return "G09.20-" + Times.fourteen(at).substring(0, 8) + "-" + String.format("%07d", dossiers.incrementAndGet());
    }

    private Instant now() {
        return clock.instant().plus(face.faults().clockOff());
    }

    @Override
    public void close() {
        callHub.close();
        face.close();
    }
}
