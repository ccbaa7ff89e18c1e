package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.SandboxSettings;
import vn.lienthong.sandbox.wire.Journal;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.Parcel;
import vn.lienthong.sandbox.world.People;
import vn.lienthong.sandbox.world.Person;
import vn.lienthong.sandbox.world.SandboxClock;
import vn.lienthong.sandbox.world.Times;

/** The far systems, a hub between them, and the people of the stories. */
final class Scene implements AutoCloseable {
    static final Official CLERK =
            new Official("CB01", "Ngô Thị Lệ", "Cán bộ một cửa", "Bộ phận Tiếp nhận và Trả kết quả");
    static final Official JOB_OFFICER = new Official("CB02", "Đoàn Hữu Trực", null, "Phòng Bảo hiểm thất nghiệp");
    static final Official LAND_OFFICER =
            new Official("CB03", "Khổng Đình Vượng", "Chuyên viên", "Phòng Kỹ thuật địa chính");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Duration MUCH = Duration.ofMinutes(3);

    final Sandbox sandbox;
    final RunningHub hub;
    private final People people = new People(20260910);

    private Scene(Sandbox sandbox, RunningHub hub) {
        this.sandbox = sandbox;
        this.hub = hub;
    }

    static Scene open(Path folder) {
        return open(folder, Map.of());
    }

    /** @param more settings of the hub beside those of the sandbox */
    static Scene open(Path folder, Map<String, String> more) {
        Sandbox sandbox = sandbox(folder);
        try {
            return new Scene(sandbox, RunningHub.start(sandbox, folder.resolve("data"), more));
        } catch (RuntimeException notStarted) {
            sandbox.close();
            throw notStarted;
        }
    }

    /** With the post and the department of construction beside the five. */
    static Scene openWithAll(Path folder) {
        Sandbox sandbox = Sandbox.start(settings(folder).with(SandboxSettings.Newer.ANYWHERE));
        sandbox.portal().repeatsAfter(Duration.ofMillis(100));
        try {
            return new Scene(sandbox, RunningHub.start(sandbox, folder.resolve("data"), Map.of()));
        } catch (RuntimeException notStarted) {
            sandbox.close();
            throw notStarted;
        }
    }

    private static SandboxSettings settings(Path folder) {
        return SandboxSettings.anywhere(folder.resolve("ui-v1"))
                .clock(SandboxClock.story(Times.at("2026-06-01 07:00")));
    }

    /** A hub that was started apart; both are closed with the scene. */
    static Scene on(Sandbox sandbox, RunningHub hub) {
        return new Scene(sandbox, hub);
    }

    static Sandbox sandbox(Path folder) {
        Sandbox sandbox = Sandbox.start(settings(folder));
        sandbox.portal().repeatsAfter(Duration.ofMillis(100));
        return sandbox;
    }

    HubApi api() {
        return new HubApi(hub.url());
    }

    Person person() {
        Person next = people.next();
        return new Person(
                next.name(),
                next.cccd(),
                next.cmnd(),
                LocalDate.of(1988, 4, 17),
                next.gender(),
                next.phone(),
                "nguoidan@example.vn",
                next.address(),
                next.wardCode(),
                next.socialBook());
    }

    Parcel parcel() {
        return people.parcel();
    }

    List<Line> lines(String code) {
        return sandbox.portal().lines(code).stream().map(Line::of).toList();
    }

    JsonNode portalDossier(String code) {
        return sandbox.portal().dossier(code).orElseThrow();
    }

    /** Waits until the portal shows the status and so many lines. */
    void reachesPortal(String code, String status, int lines) {
        until("the portal shows " + status + " with " + lines + " lines", () -> {
            int shown = sandbox.portal().lines(code).size();
            if (shown > lines) {
                throw new AssertionError(shown + " lines: " + lines(code));
            }
            return status.equals(sandbox.portal().status(code)) && shown == lines;
        });
    }

    /** Nothing is parked, held or in conflict for a dossier, and the hub agrees with the portal on its status. */
    void nothingWentWrong(String code) {
        assertThat(api().conflicts(code)).isEmpty();
        assertThat(api().parked()).noneMatch(it -> it.path("code").asText().equals(code));
        assertThat(api().all("/api/v1/held")).isEmpty();
        assertThat(String.valueOf(api().status(code)))
                .isEqualTo(sandbox.portal().status(code));
        assertThat(lines(code))
                .filteredOn(line -> Set.of("3", "7", "8", "9", "10").contains(line.status()))
                .extracting(Line::status)
                .doesNotHaveDuplicates();
    }

    /** Waits; when it is in vain, tells what the hub knows. */
    void until(String what, Callable<Boolean> condition) {
        until(what, PATIENCE, condition);
    }

    /** The same for much work on a slow machine. */
    void until(String what, Duration patience, Callable<Boolean> condition) {
        try {
            await(what).atMost(patience).pollInterval(Duration.ofMillis(50)).until(condition);
        } catch (ConditionTimeoutException inVain) {
            throw new AssertionError(inVain.getMessage() + "\n" + situation(), inVain);
        }
    }

    /**
     * Waits until nothing happens any more: all that was written is delivered, every pulled system was read to its end after
     * the last thing that anybody did.
     */
    void settled() {
        String[] before = {picture()};
        Instant[] mark = {Instant.now()};
        until("nothing happens any more", () -> {
            if (!everythingReadSince(mark[0])) {
                return false;
            }
            String now = picture();
            boolean still = now.equals(before[0]) && api().waiting().isEmpty();
            before[0] = now;
            mark[0] = Instant.now();
            return still;
        });
    }

    private boolean everythingReadSince(Instant mark) {
        for (JsonNode system : api().get("/api/v1/systems").path("items")) {
            boolean pulled = List.of("onestop", "land", "ui-v2")
                            .contains(system.path("id").asText())
                    && !system.path("mode").asText().equals("off")
                    && system.path("packFault").isNull();
            if (pulled
                    && (system.path("lastPull").isNull()
                            || Instant.parse(system.path("lastPull").asText()).isBefore(mark))) {
                return false;
            }
        }
        return true;
    }

    private String picture() {
        return sandbox.oneStop().changes() + " "
                + sandbox.land().receipts().stream()
                        .mapToInt(r -> sandbox.land().log(r).size())
                        .sum()
                + " " + sandbox.uiV2().query("select count(*) as N from TBL_NHAT_KY")
                + " "
                + sandbox.uiV2().query("select count(*) as N, sum(DA_XU_LY) as M from TBL_NHAN_LIEN_THONG") + " "
                + sandbox.portal().journal().count() + " " + sandbox.portal().callsWaiting() + " "
                + api().held("portal").size();
    }

    /** Orders a reconciliation and waits for its end. */
    JsonNode reconciled(String system, String order) {
        String id = ordered(order);
        until("the reconciliation of " + system + " is over", MUCH, () -> !api().get("/api/v1/reconciliations/" + id)
                .path("state")
                .asText()
                .equals("running"));
        return api().get("/api/v1/reconciliations/" + id);
    }

    /** Orders a reconciliation. @return its id */
    String ordered(String order) {
        HttpResponse<String> answer = api().ask("POST", "/api/v1/reconciliations", "Bearer " + RunningHub.TOKEN, order);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Json.read(answer.body()).path("id").asText();
    }

    private String situation() {
        StringBuilder text = new StringBuilder();
        for (String list : List.of(
                "systems",
                "held",
                "conflicts",
                "deliveries?state=waiting",
                "deliveries?state=parked",
                "reconciliations",
                "reconciliations/differences?size=20")) {
            text.append("--- ").append(list).append('\n');
            api().get("/api/v1/" + list).path("items").forEach(item -> text.append(item)
                    .append('\n'));
        }
        api().get("/api/v1/dossiers").path("items").forEach(item -> {
            String code = item.path("code").asText("");
            if (!code.isEmpty()) {
                text.append("--- ").append(code).append('\n');
                api().dossier(code).path("events").forEach(event -> text.append(event)
                        .append('\n'));
                sandbox.portal()
                        .lines(code)
                        .forEach(line -> text.append("line ").append(line).append('\n'));
            }
        });
        return text.toString();
    }

    /** The statuses of the steps that the one-stop was told of a dossier, in order. {@code own} is its own number. */
    List<String> stepsToldToOneStop(String own) {
        return sandbox.oneStop().journal().entries("POST tien-trinh").stream()
                .filter(call -> call.target().contains("/" + own + "/") && call.status() == 200)
                .map(call -> call.requestJson().path("trangThai").asText())
                .toList();
    }

    /** How often each call was made to land for a receipt number, by name. */
    List<String> callsToLand(String receipt) {
        return sandbox.land().journal().entries().stream()
                .filter(call -> call.requestText().contains(">" + receipt + "<"))
                .map(Journal.Entry::call)
                .toList();
    }

    /** The kinds of the mailbox rows of a dossier, in order. */
    List<String> mail(String code) {
        return sandbox.uiV2().mailbox(code).stream()
                .map(row -> (String) row.get("LOAI"))
                .toList();
    }

    /** Rows of DongBoHoSoMC that the portal took for a dossier: "False" and "True" in order. */
    List<String> sentToPortal(String code) {
        List<String> sent = new ArrayList<>();
        for (Journal.Entry call : sandbox.portal().journal().entries()) {
            if (call.call().contains("DongBoHoSoMC")) {
                call.requestJson().path("data").forEach(row -> {
                    if (row.path("MaHoSo").asText().equals(code)) {
                        sent.add(call.requestJson().path("isUpdating").asText());
                    }
                });
            }
        }
        return sent;
    }

    static Map<String, Object> of(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    @Override
    public void close() {
        hub.close();
        sandbox.close();
    }
}
