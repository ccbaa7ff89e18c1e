package vn.lienthong.sandbox.onestop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import vn.lienthong.sandbox.wire.Faults;
import vn.lienthong.sandbox.wire.HttpFace;
import vn.lienthong.sandbox.wire.Journal;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.Fee;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Result;
import vn.lienthong.sandbox.world.SandboxClock;
import vn.lienthong.sandbox.world.Times;

/**
 * The provincial electronic one-stop: its REST face and the acts of its clerks. Clerks' acts are not judged by the
 * table of steps, since real clerks do impossible things too. {@code code} is always the one-stop's own {@code
 * maHoSo}.
 */
public final class OneStop implements AutoCloseable {
    private final SandboxClock clock;
    private final DossierBook book = new DossierBook();
    private final Tokens tokens = new Tokens();
    private final OneStopApi api;
    private final HttpFace face;

    public OneStop(int port, String clientId, String clientSecret, SandboxClock clock) {
        this.clock = clock;
        this.api = new OneStopApi(book, tokens, clientId, clientSecret, this::after);
        this.face = new HttpFace("onestop", port, api);
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

    /** Each dossier once in the feed, at its newest version. */
    public void showsNewestOnly(boolean only) {
        book.feed().newestOnly(only);
    }

    /** Whether {@code capNhatBoi} says "hub" for the hub's own calls. */
    public void namesTheHub(boolean names) {
        api.namesTheHub(names);
    }

    public void tokenLife(Duration life) {
        tokens.life(life);
    }

    public void forgetTokens() {
        tokens.forget();
    }

    /** Every cursor given so far becomes unknown (422). */
    public void forgetCursors() {
        book.feed().forgetCursors();
    }

    /** A clerk enters a dossier at the counter. @return its code */
    public String enter(OneStopDossier dossier) {
        ObjectNode json = dossier.json();
        Times.readOffset(json.path("ngayNop").asText()).ifPresent(clock::seen);
        return book.add(
                json, after(Times.readOffset(json.path("ngayNop").asText()).orElse(null)), "onestop");
    }

    /** Accepted, to be answered within ten days. */
    public void accept(String code, Official official, Instant at) {
        accept(code, official, at, at.plus(Duration.ofDays(10)));
    }

    public void accept(String code, Official official, Instant at, Instant due) {
        act(code, "DA_TIEP_NHAN", official, at, "Tiếp nhận hồ sơ", step -> {}, dossier -> dossier.put(
                        "ngayTiepNhan", Times.offset(at))
                .put("ngayHenTra", Times.offset(due)));
    }

    public void refuse(String code, Official official, Instant at, String reason) {
        act(code, "TU_CHOI", official, at, reason);
    }

    public void step(String code, Official official, Instant at, String text) {
        act(code, "DANG_XU_LY", official, at, text);
    }

    /** Any status, for what is not named here. */
    public void act(String code, String status, Official official, Instant at, String text) {
        act(code, status, official, at, text, step -> {}, dossier -> {});
    }

    public void askForPapers(
            String code, Official official, Instant at, String id, String reason, Instant due, Paper... papers) {
        act(
                code,
                "CHO_BO_SUNG",
                official,
                at,
                reason,
                step -> {
                    ObjectNode request = step.putObject("boSung").put("id", id).put("noiDung", reason);
                    request.put("han", Times.offset(due));
                    ArrayNode list = request.putArray("giayTo");
                    for (Paper paper : papers) {
                        list.addObject()
                                .put("ma", paper.code())
                                .put("ten", paper.name())
                                .put("lyDo", paper.reason());
                    }
                },
                dossier -> {});
    }

    /** Papers come to the counter: CHO_BO_SUNG becomes DANG_XU_LY. */
    public void receivePapers(String code, Official official, Instant at, Paper... papers) {
        act(
                code,
                "DANG_XU_LY",
                official,
                at,
                "Đã nhận giấy tờ bổ sung",
                step -> {
                    ArrayNode list = step.putArray("thanhPhan");
                    for (Paper paper : papers) {
                        list.addObject()
                                .put("ma", paper.code())
                                .put("ten", paper.name())
                                .put("url", paper.url())
                                .put("sha256", paper.sha256())
                                .put("soHoa", true);
                    }
                },
                dossier -> {});
    }

    public void askForFees(String code, Official official, Instant at, Fee... fees) {
        act(
                code,
                "CHO_NOP_PHI",
                official,
                at,
                "Yêu cầu nộp phí",
                step -> {
                    ArrayNode list = step.putArray("lePhi");
                    for (Fee fee : fees) {
                        list.addObject()
                                .put("ma", fee.code())
                                .put("ten", fee.name())
                                .put("soTien", fee.amount())
                                .put("daNop", false);
                    }
                },
                dossier -> {});
    }

    /** A fee is paid at the counter; {@code receipt} null is "paid, no receipt". */
    public void takeFee(String code, Official official, Instant at, String fee, String receipt) {
        act(
                code,
                "DANG_XU_LY",
                official,
                at,
                "Đã nộp phí",
                step -> step.putArray("lePhi")
                        .addObject()
                        .put("ma", fee)
                        .put("daNop", true)
                        .put("soBienLai", receipt)
                        .put("ngayNop", Times.offset(at))
                        .put("hinhThuc", "TIEN_MAT"),
                dossier -> {});
    }

    public void giveResult(String code, Official official, Instant at, Result... results) {
        act(
                code,
                "CO_KET_QUA",
                official,
                at,
                "Đã có kết quả",
                step -> {
                    ArrayNode list = step.putArray("ketQua");
                    for (Result result : results) {
                        list.addObject()
                                .put("ma", result.code())
                                .put("ten", result.name())
                                .put("soHieu", result.number())
                                .put("url", result.url());
                    }
                },
                dossier -> {});
    }

    public void handOver(String code, Official official, Instant at) {
        act(code, "DA_TRA", official, at, "Đã trả kết quả");
    }

    public void withdraw(String code, Official official, Instant at, String reason) {
        act(code, "RUT", official, at, reason);
    }

    public void stop(String code, Official official, Instant at, String reason) {
        act(code, "DUNG", official, at, reason);
    }

    /** The due date moves without a step. */
    public void moveDueDate(String code, Instant at, Instant due) {
        clock.seen(at);
        book.change(code, at, "onestop", dossier -> dossier.put("ngayHenTra", Times.offset(due)));
    }

    /** A clerk corrects what was typed; {@code change} gets the whole dossier. */
    public void correct(String code, Instant at, Consumer<ObjectNode> change) {
        clock.seen(at);
        book.change(code, at, "onestop", change);
    }

    /** The dossier is lost here, as after a restore of an older backup. */
    public void lose(String code) {
        book.lose(code);
    }

    /** The newest version is changed behind everybody's back, for drift that a reconciliation must find. */
    public void rewrite(String code, Consumer<ObjectNode> change) {
        book.rewrite(code, change);
    }

    public Optional<JsonNode> dossier(String code) {
        return book.dossier(code).map(JsonNode.class::cast);
    }

    /** The dossier that was registered under this {@code maThamChieu}. */
    public Optional<JsonNode> byReference(String reference) {
        return book.codeOf(reference).flatMap(this::dossier);
    }

    /** The one-stop's own code of a portal, land or ui-v2 reference. */
    public Optional<String> codeOf(String reference) {
        return book.codeOf(reference);
    }

    /** Every version of a dossier that the feed shows, oldest first. */
    public List<JsonNode> versions(String code) {
        return book.feed().versions(code);
    }

    public String status(String code) {
        return dossier(code).map(dossier -> dossier.path("trangThai").asText()).orElse(null);
    }

    public List<String> codes() {
        return book.codes();
    }

    public int size() {
        return book.size();
    }

    /** Versions shown by the feed so far, of all dossiers. */
    public int changes() {
        return book.feed().size();
    }

    private void act(
            String code,
            String status,
            Official official,
            Instant at,
            String text,
            Consumer<ObjectNode> fill,
            Consumer<ObjectNode> also) {
        clock.seen(at);
        ObjectNode step = Json.object()
                .put("trangThai", status)
                .put("thoiDiem", Times.offset(at))
                .put("nguoiXuLy", official.name())
                .put("chucDanh", official.title())
                .put("phongBan", official.department())
                .put("noiDung", text);
        fill.accept(step);
        book.change(code, at, "onestop", dossier -> {
            ApplyStep.to(dossier, step);
            also.accept(dossier);
        });
    }

    private Instant after(Instant cause) {
        return clock.after(cause).plus(face.faults().clockOff());
    }

    @Override
    public void close() {
        face.close();
    }
}
