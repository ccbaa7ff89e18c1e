package vn.lienthong.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** What must never happen at the portal, said in the report when it did. */
final class Wrongs {
    private Wrongs() {}

    static void note(Report report, String table, String name, JsonNode state) throws IOException {
        int disorder = state.get("linesOutOfOrder").asInt();
        int early = state.get("linesTooEarly").asInt();
        int again = state.get("rowsAgain").asInt();
        if (disorder + early > 0) {
            report.note(
                    table,
                    name + ": **" + disorder + " lines out of order, " + early + " lines before their dossier**");
        }
        if (again > 0) {
            report.note(table, name + ": " + again + " rows were sent once more (the portal knew them already)");
        }
    }
}
