package vn.lienthong.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.lienthong.journeys.HubApi;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.actors.Play;
import vn.lienthong.sandbox.land.LandFile;
import vn.lienthong.sandbox.land.Node;
import vn.lienthong.sandbox.portal.HubCall;
import vn.lienthong.sandbox.wire.Journal;
import vn.lienthong.sandbox.world.Times;

/** Asks the five far systems and the hub's interface what they hold of the stories. */
final class ReadEndState {
    private static final Pattern RECEIPT = Pattern.compile("<(?:[\\w.-]+:)?SoBienNhan>([^<]*)<");
    private static final Pattern ANSWER_CODE = Pattern.compile("<(?:[\\w.-]+:)?Ma>\\s*(\\d)\\s*<");
    private static final Pattern BODY =
            Pattern.compile("<(?:[\\w.-]+:)?Body[^>]*>(.*)</(?:[\\w.-]+:)?Body>", Pattern.DOTALL);
    private static final Set<String> GIVEN_BY_ARRIVAL = Set.of("ID", "ID_TCTN", "ID_NLD", "MA_GIAO_DICH");

    private final Sandbox far;
    private final HubApi hub;
    private final Map<String, List<String>> landCalls = new HashMap<>();

    ReadEndState(Sandbox far, String hubUrl) {
        this.far = far;
        this.hub = new HubApi(hubUrl);
    }

    /** @param plays the stories by their numbers */
    EndState of(SortedMap<Integer, Play> plays) {
        readLandCalls();
        EndState state = EndState.empty();
        plays.forEach((number, play) -> new One(number, play).read(state));
        return state;
    }

    /**
     * What belongs to no single story: how many dossiers each side holds, and what was left open for a person. Kept under
     * the number 0.
     */
    EndState whole() {
        List<String> entries = new ArrayList<>();
        entries.add("dossiers at the one-stop " + far.oneStop().size());
        entries.add("dossiers at the portal " + far.portal().size());
        entries.add("dossiers at land " + far.land().receipts().size());
        entries.add("claims at ui-v2 " + far.uiV2().query("select count(*) as N from TBL_TCTN"));
        entries.add("dossiers in the ledger " + hub.all("/api/v1/dossiers").size());
        entries.add("deliveries parked "
                + hub.all("/api/v1/deliveries?state=parked").size());
        entries.add("calls that the portal gave up "
                + far.portal().calls().stream()
                        .filter(call -> call.state() == HubCall.State.GIVEN_UP)
                        .count());
        Map<String, Integer> open = new TreeMap<>();
        hub.all("/api/v1/held")
                .forEach(it -> open.merge(
                        it.path("system").asText() + " " + it.path("reasonCode").asText(), 1, Integer::sum));
        entries.add("records held " + open);
        EndState state = EndState.empty();
        state.stories().put(0, Map.of("all together", entries));
        state.late().put(0, Set.of());
        state.missing().put(0, List.of());
        state.outOfOrder().put(0, List.of());
        return state;
    }

    private void readLandCalls() {
        for (Journal.Entry call : far.land().journal().entries()) {
            Matcher answer = ANSWER_CODE.matcher(call.answerText());
            Matcher receipt = RECEIPT.matcher(call.requestText());
            Matcher body = BODY.matcher(call.requestText());
            if (answer.find() && answer.group(1).equals("1") && receipt.find() && body.find()) {
                landCalls
                        .computeIfAbsent(receipt.group(1), r -> new ArrayList<>())
                        .add(call.call() + " "
                                + body.group(1).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "));
            }
        }
    }

    /** One story. */
    private final class One {
        private final int number;
        private final Play play;
        private final Map<String, List<String>> places = new LinkedHashMap<>();
        private final Set<String> late = new TreeSet<>();
        private final List<String> missing = new ArrayList<>();
        private final List<String> outOfOrder = new ArrayList<>();
        private String code;
        private String own;

        One(int number, Play play) {
            this.number = number;
            this.play = play;
        }

        void read(EndState state) {
            if (!play.codes().isEmpty()) {
                own = play.codes().get(0);
                code = own;
            } else if (!play.references().isEmpty()) {
                String reference = play.references().get(0);
                own = far.oneStop().codeOf(reference).orElse(null);
                code = reference.startsWith("ui-v2:") ? own : reference;
            }
            if (code != null) {
                dossier();
            }
            play.files().forEach(this::oldFile);
            state.stories().put(number, places);
            state.late().put(number, late);
            state.missing().put(number, missing);
            state.outOfOrder().put(number, outOfOrder);
        }

        private void dossier() {
            ledger();
            portal();
            oneStop();
            land();
            uiV2();
        }

        private void add(String place, String entry) {
            String plain =
                    entry.replace(code == null ? "\0" : code, "<code>").replace(own == null ? "\0" : own, "<own>");
            places.computeIfAbsent(place, p -> new ArrayList<>())
                    .add(plain.replaceAll("ui-v2[-:]\\d+", "ui-v2-#")
                            .replaceAll("DD-\\d{5}", "DD-#")
                            .replaceAll("land-\\d+", "land-#"));
        }

        private void flat(String place, String path, JsonNode node) {
            if (node.isContainerNode()) {
                if (node.isObject()) {
                    Map<String, JsonNode> sorted = new TreeMap<>();
                    node.fields().forEachRemaining(f -> sorted.put(f.getKey(), f.getValue()));
                    sorted.forEach((name, value) -> flat(place, path + "/" + name, value));
                } else {
                    for (int i = 0; i < node.size(); i++) {
                        flat(place, path + "/" + i, node.get(i));
                    }
                }
            } else if (!node.isNull()) {
                add(place, path + "=" + node.asText());
            }
        }

        private void inOrder(String place, List<String> times) {
            for (int i = 1; i < times.size(); i++) {
                if (times.get(i).compareTo(times.get(i - 1)) < 0) {
                    outOfOrder.add(place + ": " + times.get(i) + " stands behind " + times.get(i - 1));
                }
            }
        }

        private void portal() {
            List<String> times = new ArrayList<>();
            far.portal().lines(code).forEach(line -> {
                String at = line.path("ThoiDiemXuLy").asText();
                times.add(at);
                add("portal lines", at + " " + line.path("TrangThai").asText() + " " + line);
            });
            inOrder("portal lines", times);
            far.portal().dossier(code).ifPresent(dossier -> flat("portal dossier", "", dossier));
        }

        private void oneStop() {
            if (own == null) {
                return;
            }
            List<String> times = new ArrayList<>();
            for (JsonNode version : far.oneStop().versions(own)) {
                JsonNode step = version.path("buoc");
                Instant at = Times.readOffset(step.path("thoiDiem").asText())
                        .or(() -> Times.readOffset(version.path("ngayNop").asText()))
                        .orElseThrow();
                if ("hub".equals(version.path("capNhatBoi").asText()) && step.hasNonNull("thoiDiem")) {
                    times.add(Times.fourteen(at));
                }
                add(
                        "one-stop steps",
                        Times.fourteen(at) + " " + version.path("trangThai").asText() + " "
                                + version.path("capNhatBoi").asText() + " " + step + " lePhi " + version.path("lePhi")
                                + " ketQua " + version.path("ketQua").findValuesAsText("ma") + " thanhPhan "
                                + version.path("thanhPhan").findValuesAsText("ma") + " boSung "
                                + version.path("boSung").path("id").asText());
                fact("onestop " + own + ":" + version.path("phienBan").asText() + ":");
            }
            inOrder("one-stop steps", times);
            far.oneStop().dossier(own).ifPresent(dossier -> {
                ObjectNode plain = dossier.deepCopy();
                plain.remove(List.of("phienBan", "capNhatLuc", "maHoSo", "capNhatBoi"));
                if (play.references().stream().anyMatch(it -> it.startsWith("ui-v2:"))) {
                    // Who typed a claim stands in its first log row; a claim that was read before that row has nobody.
                    ((ObjectNode) plain.path("nguoiNhap")).remove("ten");
                }
                flat("one-stop dossier", "", plain);
            });
        }

        private void land() {
            landCalls.getOrDefault(code, List.of()).forEach(call -> add("land calls", call));
            far.land().dossier(code).ifPresent(file -> {
                for (Node entry : far.land().log(code)) {
                    add("land log", text(entry).replaceFirst("So=\\d+ ", ""));
                    fact("land " + entry.get("So"));
                }
                landFile(file);
            });
        }

        private void landFile(LandFile file) {
            add("land dossier", text(file.dossier()));
            add("land dossier", "paid " + file.payments());
            add("land dossier", "papers " + file.papersReceived() + " asked " + file.askedFor());
            add("land dossier", "end " + file.end() + " returned " + file.returnedOn());
        }

        private String text(Node node) {
            StringBuilder text = new StringBuilder();
            for (Node child : node.children()) {
                text.append(child.name()).append('=').append(child.children().isEmpty() ? child.text() : text(child));
                text.append(' ');
            }
            return text.toString();
        }

        private void uiV2() {
            List<String> times = new ArrayList<>();
            far.uiV2().mailbox(code).forEach(row -> {
                times.add(String.valueOf(row.get("THOI_DIEM")));
                add("ui-v2 mailbox", row.get("THOI_DIEM") + " " + text(row));
            });
            inOrder("ui-v2 mailbox", times);
            long claim = play.references().stream()
                    .filter(reference -> reference.startsWith("ui-v2:"))
                    .mapToLong(reference -> Long.parseLong(reference.substring(6)))
                    .findFirst()
                    .orElseGet(() -> far.uiV2().claimOf(code).orElse(-1));
            far.uiV2().claim(claim).ifPresent(row -> add("ui-v2 claim", text(row)));
            far.uiV2().log(claim).forEach(row -> {
                add("ui-v2 log", row.get("THOI_DIEM") + " " + text(row));
                fact("ui-v2 log:" + row.get("ID"));
            });
        }

        private String text(Map<String, Object> row) {
            Map<String, Object> plain = new TreeMap<>(row);
            plain.keySet().removeAll(GIVEN_BY_ARRIVAL);
            plain.values().removeIf(java.util.Objects::isNull);
            return plain.toString();
        }

        // ---- the hub

        private final Set<String> taken = new TreeSet<>();

        private void ledger() {
            JsonNode story = hub.find(code);
            if (story == null) {
                add("ledger dossier", "not there");
                return;
            }
            for (String field : List.of(
                    "status", "statusAt", "born", "procedure", "agency", "channel", "filedAt", "dueAt", "applicant")) {
                add("ledger dossier", field + "=" + story.path(field));
            }
            story.path("references")
                    .fields()
                    .forEachRemaining(reference -> add(
                            "ledger dossier",
                            "called at " + reference.getKey() + ": "
                                    + reference.getValue().size() + " names"));
            for (JsonNode event : story.path("events")) {
                String key = event.path("key").asText();
                taken.add(event.path("source").asText() + " " + key);
                String note = event.path("note").asText("");
                if (note.startsWith("HUB-EXC-003") || note.startsWith("HUB-DEL-002")) {
                    late.add(Times.fourteen(Instant.parse(event.path("time").asText())));
                    note = "";
                }
                if (key.startsWith("claim:")) {
                    continue; // a row that is written over: which of its states are seen is chance
                }
                add(
                        "ledger facts",
                        Times.fourteen(Instant.parse(event.path("time").asText())) + " "
                                + event.path("source").asText() + " "
                                + event.path("kind").asText() + " "
                                + event.path("status").asText() + " -> "
                                + event.path("statusAfter").asText() + " "
                                + event.path("effect").asText() + " " + note + " "
                                + event.path("official").asText() + " "
                                + event.path("text").asText() + " "
                                + event.path("reason").asText() + " "
                                + event.path("papersAsked"));
            }
            // Facts of one second are listed as they came.
            places.getOrDefault("ledger facts", new ArrayList<>()).sort(Comparator.naturalOrder());
            for (HubCall call : far.portal().calls()) {
                if (call.dossier().equals(code)) {
                    fact("portal " + call.id());
                }
            }
            for (JsonNode delivery : story.path("deliveries")) {
                add(
                        "ledger deliveries to " + delivery.path("system").asText(),
                        delivery.path("what").asText() + " "
                                + delivery.path("state").asText());
            }
        }

        /** What a far system said must be in the ledger, or be held there for a person. */
        private void fact(String key) {
            if (taken.stream().noneMatch(it -> it.startsWith(key)) && !heldOf(key)) {
                missing.add(key + " of story " + number + " is not in the ledger");
            }
        }

        private boolean heldOf(String key) {
            return held().stream().anyMatch(it -> it.startsWith(key));
        }

        private void oldFile(String name) {
            add("ui-v1 files", far.uiV1().read().contains(name) ? name + " read" : name + " not read");
            for (String person : play.persons()) {
                List<String> claims = new ArrayList<>();
                hub.post("/api/v1/claims/search", "{\"idNumber\":\"" + person + "\"}")
                        .path("items")
                        .forEach(claim -> {
                            ObjectNode plain = claim.deepCopy();
                            plain.remove(List.of("id", "takenAt"));
                            claims.add(plain.toString());
                        });
                add("ledger claims", claims.toString());
            }
            held().stream()
                    .filter(it -> it.startsWith("ui-v1 " + name))
                    .sorted()
                    .forEach(it -> add("held lines", it));
        }
    }

    private List<String> heldRecords;

    private List<String> held() {
        if (heldRecords == null) {
            heldRecords = hub.all("/api/v1/held?state=all").stream()
                    .map(it -> it.path("system").asText() + " " + it.path("key").asText() + " "
                            + it.path("reasonCode").asText() + " "
                            + it.path("path").asText() + " "
                            + it.path("state").asText())
                    .toList();
        }
        return heldRecords;
    }
}
