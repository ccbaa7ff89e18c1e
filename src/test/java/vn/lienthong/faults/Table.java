package vn.lienthong.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a campaign came to, a line for each fault. */
final class Table {
    static final String HEAD = """
            | fault | times injected | dossiers | told too late (listed) | lost | doubled | out of order | otherwise different | s |
            |---|---|---|---|---|---|---|---|---|""";

    private final List<Row> rows = new ArrayList<>();

    /** @param took from the first act to the end of the comparison */
    record Row(String fault, long injected, Differences found, Duration took) {
        String line() {
            return "| %s | %d | %d | %d | %d | %d | %d | %d | %d |"
                    .formatted(
                            fault,
                            injected,
                            found.stories(),
                            found.late(),
                            found.lost().size(),
                            found.doubled().size(),
                            found.outOfOrder().size(),
                            found.changed().size(),
                            took.toSeconds());
        }
    }

    void add(Row row) {
        rows.add(row);
    }

    List<Row> rows() {
        return rows;
    }

    /** The first difference with the fault under which it came about, or empty. */
    String firstDifference() {
        return rows.stream()
                .filter(row -> !row.found().none())
                .map(row ->
                        "under \"" + row.fault() + "\": " + row.found().words().get(0))
                .findFirst()
                .orElse("");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(HEAD);
        rows.forEach(row -> text.append('\n').append(row.line()));
        return text.toString();
    }
}
