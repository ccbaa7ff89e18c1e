package vn.lienthong.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of a run, in Markdown; written anew after every part, so that an aborted run leaves what it has. */
final class Report {
    private record Table(List<String> columns, List<List<String>> rows, List<String> notes) {}

    private final Path file;
    private final List<String> head;
    private static final String GOALS = "Goals";

    private final Map<String, Table> tables = new LinkedHashMap<>();

    Report(Path file, List<String> head) {
        this.file = file;
        this.head = head;
        table(GOALS, "what", "goal", "measured", "reached");
    }

    /** One line of the first table. */
    void goal(String what, String goal, double measured, boolean reached) throws IOException {
        row(GOALS, what, goal, measured, reached ? "yes" : "**no**");
    }

    Report table(String title, String... columns) {
        tables.computeIfAbsent(title, t -> new Table(List.of(columns), new ArrayList<>(), new ArrayList<>()));
        return this;
    }

    void row(String title, Object... cells) throws IOException {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Double number ? number(number) : String.valueOf(cell));
        }
        tables.get(title).rows().add(row);
        System.out.println("    " + title + ": " + String.join(" | ", row));
        write();
    }

    void note(String title, String text) throws IOException {
        tables.get(title).notes().add(text);
        System.out.println("    " + title + ": " + text);
        write();
    }

    private static String number(double number) {
        return Math.abs(number) >= 10 ? String.format("%.0f", number) : String.format("%.2f", number);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append(line).append("  \n"));
        tables.forEach((title, table) -> {
            if (table.rows().isEmpty() && table.notes().isEmpty()) {
                return;
            }
            text.append("\n### ").append(title).append("\n\n");
            line(text, table.columns());
            line(text, table.columns().stream().map(column -> "---").toList());
            table.rows().forEach(row -> line(text, row));
            table.notes().forEach(note -> text.append("\n- ").append(note));
            text.append(table.notes().isEmpty() ? "" : "\n");
        });
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void write() throws IOException {
        Files.writeString(file, text());
    }
}
