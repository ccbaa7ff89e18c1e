package vn.lienthong.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * The portal of a measurement: reads of a call only what its answer depends on, and counts what must never happen. It keeps
 * the contract's rules on known and unknown dossiers and on equal lines; it does not check fields.
 */
final class FarPortal {
    static final String SESSION = "bench-session";

    /** One dossier or line of a call. */
    private record Row(String code, String time, String status, long fingerprint) {}

    private static final class Held {
        final List<String> lines = new ArrayList<>(2);
        String lastTime = "";
    }

    private final JsonFactory json = new JsonFactory();
    private final Map<String, Held> dossiers = new HashMap<>();
    private final Map<String, Long> shownAt = new ConcurrentHashMap<>();
    private final Arrivals lines = new Arrivals();
    private final Arrivals latencies = new Arrivals();
    private long content;
    private int rowsAgain;
    private int linesTooEarly;
    private int linesOutOfOrder;

    /** A version became visible: how long until its line is here is measured. */
    void expect(FarFeed.Shown shown, long nanos) {
        shownAt.put(shown.code() + " " + shown.stepTime(), nanos);
    }

    byte[] answer(byte[] body, long receivedNanos) throws IOException {
        List<Row> rows = new ArrayList<>(50);
        String service = "";
        String session = "";
        boolean updating = false;
        try (JsonParser parser = json.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "service" -> service = parser.getText();
                    case "session" -> session = parser.getText();
                    case "isUpdating" -> updating = parser.getText().equals("True");
                    case "data" -> rows(parser, body, rows);
                    default -> {
                        if (value.isStructStart()) {
                            parser.skipChildren();
                        }
                    }
                }
            }
        }
        if (!session.equals(SESSION)) {
            return bytes("{\"error_code\":-3,\"message\":\"phiên không tồn tại\",\"result\":[]}");
        }
        return switch (service) {
            case "DongBoHoSoMC" -> put(rows, updating);
            case "CapNhatTienDoHoSoMC" -> append(rows, receivedNanos);
            // a looking hub is told the truth in the shortest form; no measurement should lead here
            case "TraCuuHoSo" -> bytes("{\"error_code\":\"0\",\"message\":\"OK\",\"result\":[]}");
            default -> bytes("{\"error_code\":-1,\"message\":\"service\",\"result\":[]}");
        };
    }

    private static void rows(JsonParser parser, byte[] body, List<Row> rows) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            String code = "";
            String time = "";
            String status = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "MaHoSo" -> code = parser.getText();
                    case "ThoiDiemXuLy" -> time = parser.getText();
                    case "TrangThai" -> status = parser.getText();
                    default -> {
                        if (value.isStructStart()) {
                            parser.skipChildren();
                        }
                    }
                }
            }
            int end = (int) parser.currentLocation().getByteOffset();
            CRC32C sum = new CRC32C();
            sum.update(body, start, end - start);
            rows.add(new Row(code, time, status, sum.getValue() * (end - start)));
        }
    }

    private synchronized byte[] put(List<Row> rows, boolean updating) {
        int[] codes = new int[rows.size()];
        for (int i = 0; i < codes.length; i++) {
            Row row = rows.get(i);
            boolean known = dossiers.containsKey(row.code());
            codes[i] = known == updating ? 0 : updating ? -1 : 1;
            if (codes[i] == 0) {
                dossiers.computeIfAbsent(row.code(), code -> new Held());
                content += row.fingerprint();
            } else if (codes[i] == 1) {
                rowsAgain++;
            }
        }
        return answer(rows, codes);
    }

    private synchronized byte[] append(List<Row> rows, long receivedNanos) {
        int[] codes = new int[rows.size()];
        for (int i = 0; i < codes.length; i++) {
            Row row = rows.get(i);
            Held held = dossiers.get(row.code());
            if (held == null) {
                linesTooEarly++;
                codes[i] = -1;
            } else if (held.lines.contains(row.time() + row.status())) {
                rowsAgain++;
                codes[i] = 1;
            } else {
                held.lines.add(row.time() + row.status());
                if (row.time().compareTo(held.lastTime) < 0) {
                    linesOutOfOrder++;
                } else {
                    held.lastTime = row.time();
                }
                content += row.fingerprint();
                lines.add(receivedNanos);
                Long shown = shownAt.remove(row.code() + " " + row.time());
                if (shown != null) {
                    latencies.add(shown, receivedNanos - shown);
                }
            }
        }
        return answer(rows, codes);
    }

    private static byte[] answer(List<Row> rows, int[] codes) {
        boolean allDone = true;
        StringBuilder answer = new StringBuilder(rows.size() * 70 + 60).append("\"result\":[");
        for (int i = 0; i < codes.length; i++) {
            allDone &= codes[i] == 0;
            answer.append(i == 0 ? "" : ",")
                    .append("{\"MaHoSo\":\"")
                    .append(rows.get(i).code());
            answer.append("\",\"error_code\":\"").append(codes[i]).append("\",\"message\":\"\"}");
        }
        return bytes("{\"error_code\":\"" + (allDone ? 0 : -1) + "\",\"message\":\"\"," + answer + "]}");
    }

    synchronized int dossiers() {
        return dossiers.size();
    }

    synchronized int rowsAgain() {
        return rowsAgain;
    }

    synchronized int linesTooEarly() {
        return linesTooEarly;
    }

    synchronized int linesOutOfOrder() {
        return linesOutOfOrder;
    }

    /** Of the bytes of every dossier and line that was taken, in any order: equal for runs that sent the same. */
    synchronized long content() {
        return content;
    }

    /** When each new line came. */
    Arrivals lines() {
        return lines;
    }

    /** When each expected version became visible, and how many nanoseconds later its line was here. */
    Arrivals latencies() {
        return latencies;
    }

    int stillExpected() {
        return shownAt.size();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
