package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.Violation;

/**
 * One run of one mapping on this thread: collects what the functions could not do. The compiled functions are shared by
 * all threads and keep nothing, so the run is found through the thread.
 */
final class MappingRun implements AutoCloseable {
    private static final ThreadLocal<@Nullable MappingRun> CURRENT = new ThreadLocal<>();

    private final JsonNode root;
    private final List<Violation> faults = new ArrayList<>();

    private MappingRun(JsonNode root) {
        this.root = root;
    }

    static MappingRun start(JsonNode root) {
        MappingRun run = new MappingRun(root);
        CURRENT.set(run);
        return run;
    }

    static MappingRun current() {
        MappingRun run = CURRENT.get();
        if (run == null) {
            throw new IllegalStateException("HUB-MAP-002 a hub function was called outside a mapping");
        }
        return run;
    }

    /** A value of the record is wrong; {@code where} is shown if the value stands nowhere or twice in the record. */
    void malformed(String code, JsonNode value, String where, String expected) {
        faults.add(Violation.malformed(code, pathOf(value, where), expected, Kind.of(value)));
    }

    /** A code that no table knows; it may be shown. */
    void unknownCode(String code, JsonNode value, String where, String expected, MissingRow missing) {
        faults.add(Violation.unknownCode(code, pathOf(value, where), expected, shown(value), missing));
    }

    /** The mapping itself asks for something that its pack does not have. */
    void faultyPack(String code, String where, String expected, String found) {
        faults.add(Violation.faultyPack(code, where, expected, found));
    }

    /** How many faults were found so far. */
    int found() {
        return faults.size();
    }

    /** The faults after the first {@code before} were found by this line of a mapping. */
    void foundBy(String fileAndLine, int before) {
        for (int i = before; i < faults.size(); i++) {
            faults.set(i, faults.get(i).by(fileAndLine));
        }
    }

    /** Each fault once, with the first line that found it. */
    List<Violation> faults() {
        Map<Violation, Violation> first = new LinkedHashMap<>();
        faults.forEach(fault -> first.putIfAbsent(fault.by(null), fault));
        return List.copyOf(first.values());
    }

    @Override
    public void close() {
        CURRENT.remove();
    }

    private String pathOf(JsonNode value, String where) {
        return ValuePath.find(root, value).orElse(where);
    }

    private static String shown(JsonNode value) {
        String text = value.asText();
        return MissingRow.isShown(text) ? "\"" + text + "\"" : Kind.of(value);
    }
}
