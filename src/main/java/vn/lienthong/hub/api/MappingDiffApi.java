package vn.lienthong.hub.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.intake.MappingDiff;
import vn.lienthong.hub.ledger.AccessLog;
import vn.lienthong.hub.ledger.Mask;
import vn.lienthong.hub.mapping.Difference;
import vn.lienthong.hub.mapping.Kind;
import vn.lienthong.hub.systems.FarSystems;

/**
 * What other mapping files would make of the records that the ledger keeps. The records stay in the hub: who asks sends
 * the files and gets places and kinds of values, the values themselves only with the right to see persons.
 */
@RestController
@RequestMapping("/api/v1/systems/{id}/mapping-diff")
class MappingDiffApi {
    private static final int USUAL = 100;
    private static final int MOST_RECORDS = 1_000;
    private static final int MOST_FILES = 300;
    private static final int MOST_CHARACTERS = 4_000_000;
    private static final int MOST_SHOWN = 100;
    private static final int MOST_PLACES = 40;
    /** A file somewhere below a folder. */
    private static final String NAME = "(?:[A-Za-z0-9_-]+/){0,4}[A-Za-z0-9_.-]+";
    /** Values that say nothing of a person. */
    private static final Pattern CODES = Pattern.compile("/type|/born|/fact/(kind|status|time|recordedAt|number|dueAt)"
            + "|/fact/dossier/(procedure|level|channel|returnBy|postal|filedAt|acceptedAt|dueAt|agency/code)"
            + "|/fact/(dossier/)?(papers|fees|results)/\\d+/(code|kind|paid|digitized)");

    private final MappingDiff diff;
    private final FarSystems systems;
    private final AccessLog access;
    private final ObjectMapper json;

    MappingDiffApi(MappingDiff diff, FarSystems systems, AccessLog access, ObjectMapper json) {
        this.diff = diff;
        this.systems = systems;
        this.access = access;
        this.json = json;
    }

    /**
     * {@code {"last":100,"values":false,"files":{"land/from/log.jslt":"..","codes/ward.csv":"..","procedures.csv":".."}}}:
     * the whole pack below {@code mappings/}, and the shared tables and mappings that are not to be the hub's own.
     */
    @PostMapping
    DiffView compare(@PathVariable String id, @RequestBody JsonNode body, Authentication operator) {
        SystemId system = systems.all().stream()
                .map(each -> each.id())
                .filter(each -> each.value().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchThing("system \"" + id + "\""));
        AskedBody asked = new AskedBody(body);
        int last = asked.number("last", 1, MOST_RECORDS);
        boolean values = asked.flag("values");
        Map<String, String> files = files(system, asked.object("files"), asked);
        asked.check();
        if (values && !ApiSecurity.maySeePersons(operator)) {
            throw new BadCall(List.of(new BadCall.Fault(
                    "values", "false: values of persons are shown to admin only, with HTTP basic", "true")));
        }
        access.note(operator.getName(), values ? "mapping.diff.values" : "mapping.diff", system.value());
        MappingDiff.Outcome outcome = diff.of(system, last == 0 ? USUAL : last, files);
        SortedMap<String, Integer> places = new TreeMap<>();
        outcome.changed().forEach(record -> record.differences().stream()
                .map(difference -> difference.path().replaceAll("/\\d+(?=/|$)", "/*"))
                .distinct()
                .forEach(place -> places.merge(place, 1, Integer::sum)));
        return new DiffView(
                system.value(),
                words(outcome.faults()),
                outcome.compared(),
                outcome.skipped(),
                outcome.changed().size(),
                places,
                outcome.changed().stream()
                        .limit(MOST_SHOWN)
                        .map(record -> view(record, values))
                        .toList());
    }

    private static Map<String, String> files(SystemId system, ObjectNode given, AskedBody asked) {
        Pattern allowed = Pattern.compile("(?:" + Pattern.quote(system.value()) + "/" + NAME
                + "\\.(?:jslt|csv|json)|codes/[A-Za-z0-9_.-]+\\.csv|lib/" + NAME + "\\.jslt|procedures\\.csv)");
        Map<String, String> files = new LinkedHashMap<>();
        long characters = 0;
        for (Map.Entry<String, JsonNode> file : given.properties()) {
            characters += file.getValue().asText().length();
            if (!allowed.matcher(file.getKey()).matches() || !file.getValue().isTextual()) {
                asked.fault("files", "texts of the pack of " + system + ", by their path below mappings/");
            }
            files.put(file.getKey(), file.getValue().asText());
        }
        if (files.isEmpty() || files.size() > MOST_FILES || characters > MOST_CHARACTERS) {
            asked.fault("files", "1 to " + MOST_FILES + " files of " + MOST_CHARACTERS + " characters together");
        }
        return files;
    }

    private ChangedView view(MappingDiff.Changed record, boolean values) {
        return new ChangedView(
                record.key(),
                record.stream(),
                record.held(),
                words(record.before()),
                words(record.after()),
                record.differences().stream()
                        .limit(MOST_PLACES)
                        .map(difference -> view(difference, values))
                        .toList());
    }

    private static List<String> words(List<Violation> faults) {
        return faults.stream()
                .map(fault -> String.valueOf(Mask.text(fault.toString())))
                .toList();
    }

    private PlaceView view(Difference difference, boolean values) {
        boolean shown = values || CODES.matcher(difference.path()).matches();
        return new PlaceView(difference.path(), value(difference.wanted(), shown), value(difference.made(), shown));
    }

    private String value(String written, boolean shown) {
        if (shown || written.equals(Difference.NOTHING)) {
            return written;
        }
        try {
            return Kind.of(json.readTree(written));
        } catch (JsonProcessingException noJson) {
            return "something else";
        }
    }

    /**
     * What would change.
     *
     * @param faults why the files cannot be used; nothing was compared then
     * @param skipped kept records that no stream of the pack reads
     * @param changed how many would become something else; {@code places}: in how many a field parts
     * @param records the first of them
     */
    record DiffView(
            String system,
            List<String> faults,
            int compared,
            int skipped,
            int changed,
            SortedMap<String, Integer> places,
            List<ChangedView> records) {}

    /** One record; {@code before} and {@code after}: why it is held, with the files in use and with the others. */
    record ChangedView(
            String key,
            String stream,
            boolean held,
            List<String> before,
            List<String> after,
            List<PlaceView> differences) {}

    /** One place, with the values or with their kinds. */
    record PlaceView(
            String path, @Nullable String now, @Nullable String then) {}
}
