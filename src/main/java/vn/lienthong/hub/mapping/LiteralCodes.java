package vn.lienthong.hub.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.systems.NearestName;

/** Whether the tables, columns and procedure columns that a mapping names in its text are there; before any record comes. */
final class LiteralCodes {
    private static final Pattern TABLE = Pattern.compile("\\bcode(?:-or-null)?\\(\\s*\"([^\"]*)\"");
    private static final Pattern COLUMN = Pattern.compile("\\G\\s*,[^,()\"]*,\\s*\"([^\"]*)\"\\s*\\)");
    private static final Pattern PROCEDURE = Pattern.compile("\\bprocedure\\(\\s*\"([^\"]*)\"");

    private final SystemId system;
    private final CodeTables tables;

    LiteralCodes(SystemId system, CodeTables tables) {
        this.system = system;
        this.tables = tables;
    }

    /** @param file as a person would look for it */
    List<Violation> faults(String file, String written) {
        String text = withoutComments(written);
        List<Violation> faults = new ArrayList<>();
        Matcher code = TABLE.matcher(text);
        while (code.find()) {
            Optional<CodeTable> table = tables.find(code.group(1));
            if (table.isEmpty()) {
                faults.add(fault(
                        place(file, text, code),
                        "a table that is there"
                                + new NearestName(tables.names())
                                        .remedy(
                                                code.group(1),
                                                ", or the file mappings/" + system + "/codes/" + code.group(1)
                                                        + ".csv"),
                        "code(\"" + code.group(1) + "\", ..)"));
                continue;
            }
            Matcher column = COLUMN.matcher(text);
            if (column.find(code.end()) && !table.get().hasColumn(column.group(1))) {
                faults.add(fault(
                        place(file, text, code),
                        "a column of " + table.get().name() + ": "
                                + String.join(", ", table.get().columns()),
                        "\"" + column.group(1) + "\""));
            }
        }
        Matcher procedure = PROCEDURE.matcher(text);
        while (procedure.find()) {
            if (!ProcedureTable.KEYS.contains(procedure.group(1))) {
                faults.add(fault(
                        place(file, text, procedure),
                        "procedure(one of "
                                + ProcedureTable.KEYS.stream().sorted().toList() + ", ..)",
                        "\"" + procedure.group(1) + "\""));
            }
        }
        return faults;
    }

    private static String place(String file, String text, MatchResult found) {
        long line = 1
                + text.substring(0, found.start())
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        int column = found.start() - text.lastIndexOf('\n', found.start());
        return file + ":" + line + ":" + column;
    }

    private static Violation fault(String where, String expected, String found) {
        return Violation.faultyPack("HUB-MAP-005", where, expected, found);
    }

    /** {@code //} to the end of the line, but not within a text; every place stays where it is. */
    private static String withoutComments(String text) {
        StringBuilder plain = new StringBuilder(text);
        boolean quoted = false;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '/' && i + 1 < plain.length() && plain.charAt(i + 1) == '/') {
                while (i < plain.length() && plain.charAt(i) != '\n') {
                    plain.setCharAt(i++, ' ');
                }
            }
        }
        return plain.toString();
    }
}
