package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** {@code instant}, {@code time}, {@code seconds}, {@code date}, {@code vn-date}; times without a zone are in the system's. */
final class TimeFunctions {
    private static final FunctionReference INSTANT = FunctionReference.of(
                    "instant(text, zone?)",
                    "ISO in UTC with seconds (a fraction is kept) from ISO with an offset, ISO local (T or a blank between"
                            + " day and time) or yyyyMMddHHmmss. Local times are in the zone, null or none = `zone` of"
                            + " the system in config/systems.yaml.")
            .gives("instant(`2023-08-10T08:15:00+07:00`)", "`2023-08-10T01:15:00Z`")
            .gives("instant(`2023-08-10 08:15`)", "`2023-08-10T01:15:00Z`")
            .gives("instant(`20230810081500`)", "`2023-08-10T01:15:00Z`")
            .gives("instant(`2023-08-10T08:15:00.25`, `UTC`)", "`2023-08-10T08:15:00.250Z`")
            .gives("instant(``)", "null")
            .refuses("HUB-MAP-010", "no such time, or not between 1900 and 2199", "instant(`2023-02-30T08:15:00`)")
            .refuses("HUB-MAP-015", "no such zone", "instant(`20230810081500`, `Hanoi`)");
    private static final FunctionReference TIME = FunctionReference.of(
                    "time(instant, pattern, zone?)",
                    "A canonical instant as a far system writes it: a Java DateTimeFormatter pattern, in the zone (null or"
                            + " none = of the system).")
            .gives("time(`2023-08-10T01:15:00.999Z`, `yyyyMMddHHmmss`)", "`20230810081500`")
            .gives("time(`2023-08-10T01:15:00Z`, `yyyy-MM-dd'T'HH:mm:ssXXX`)", "`2023-08-10T08:15:00+07:00`")
            .gives("time(`2023-08-10T01:15:00Z`, `HH:mm`, `UTC`)", "`01:15`")
            .refuses("HUB-MAP-010", "no canonical instant", "time(`2023-08-10`, `yyyy`)")
            .refuses("HUB-MAP-015", "no such pattern or zone", "time(`2023-08-10T01:15:00Z`, `what`)");
    private static final FunctionReference SECONDS = FunctionReference.of(
                    "seconds(instant)", "A canonical instant cut to whole seconds.")
            .gives("seconds(`2023-08-10T01:15:00.999Z`)", "`2023-08-10T01:15:00Z`")
            .refuses("HUB-MAP-010", "no canonical instant", "seconds(`2023-08-10`)");
    private static final FunctionReference DATE = FunctionReference.of(
                    "date(text)",
                    "yyyy-MM-dd, yyyy-MM or yyyy, as much as is known, from dd/MM/yyyy, MM/yyyy, yyyy or ISO.")
            .gives("date(`01/05/1980`)", "`1980-05-01`")
            .gives("date(`05/1980`)", "`1980-05`")
            .gives("date(`1980`)", "`1980`")
            .gives("date(`1980-05-01`)", "`1980-05-01`")
            .gives("date(` `)", "null")
            .refuses("HUB-MAP-011", "no such date, or not between 1900 and 2199", "date(`31/02/1980`)")
            .refuses("HUB-MAP-011", "another form", "date(`1/5/1980`)");
    private static final FunctionReference VN_DATE = FunctionReference.of(
                    "vn-date(date)", "dd/MM/yyyy, MM/yyyy or yyyy from a canonical date.")
            .gives("vn-date(`1980-05-01`)", "`01/05/1980`")
            .gives("vn-date(`1980-05`)", "`05/1980`")
            .gives("vn-date(`1980`)", "`1980`")
            .refuses("HUB-MAP-011", "no canonical date", "vn-date(`01/05/1980`)");
    static final List<FunctionReference> REFERENCE = List.of(INSTANT, TIME, SECONDS, DATE, VN_DATE);

    private final ZoneId zone;
    private final Map<String, DateTimeFormatter> patterns = new ConcurrentHashMap<>();

    TimeFunctions(ZoneId zone) {
        this.zone = zone;
    }

    List<HubFunction> all() {
        return List.of(
                HubFunction.reading(INSTANT, (arguments, here, run) -> instant(arguments, run)),
                HubFunction.reading(TIME, (arguments, here, run) -> time(arguments, run)),
                HubFunction.reading(SECONDS, (arguments, here, run) -> seconds(arguments[0], run)),
                HubFunction.reading(DATE, (arguments, here, run) -> date(arguments[0], run)),
                HubFunction.reading(VN_DATE, (arguments, here, run) -> vnDate(arguments[0], run)));
    }

    private JsonNode instant(JsonNode[] arguments, MappingRun run) {
        Optional<ZoneId> in = zone(arguments, 1, run);
        if (in.isEmpty()) {
            return NullNode.instance;
        }
        Optional<Instant> instant = Times.instant(arguments[0].asText(), in.get());
        if (instant.isEmpty()) {
            run.malformed(
                    "HUB-MAP-010", arguments[0], "instant()", "a real time: yyyyMMddHHmmss or yyyy-MM-ddTHH:mm:ss");
        }
        return text(instant.map(Instant::toString));
    }

    private JsonNode time(JsonNode[] arguments, MappingRun run) {
        Optional<ZoneId> in = zone(arguments, 2, run);
        Optional<Instant> instant = canonical(arguments[0], "time()", run);
        if (in.isEmpty() || instant.isEmpty()) {
            return NullNode.instance;
        }
        String pattern = arguments[1].asText();
        try {
            DateTimeFormatter formatter =
                    patterns.computeIfAbsent(pattern, p -> DateTimeFormatter.ofPattern(p, Locale.ROOT));
            return TextNode.valueOf(formatter.format(instant.get().atZone(in.get())));
        } catch (IllegalArgumentException | DateTimeException wrongPattern) {
            run.faultyPack("HUB-MAP-015", "time()", "a pattern like yyyyMMddHHmmss", "\"" + pattern + "\"");
            return NullNode.instance;
        }
    }

    private JsonNode seconds(JsonNode value, MappingRun run) {
        return text(canonical(value, "seconds()", run)
                .map(instant -> instant.truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    private JsonNode date(JsonNode value, MappingRun run) {
        Optional<String> date = Times.date(value.asText());
        if (date.isEmpty()) {
            run.malformed("HUB-MAP-011", value, "date()", "a real date: dd/MM/yyyy, MM/yyyy, yyyy or yyyy-MM-dd");
        }
        return text(date);
    }

    private JsonNode vnDate(JsonNode value, MappingRun run) {
        Optional<String> date = Times.vnDate(value.asText());
        if (date.isEmpty()) {
            run.malformed("HUB-MAP-011", value, "vn-date()", "a date: yyyy-MM-dd, yyyy-MM or yyyy");
        }
        return text(date);
    }

    private Optional<Instant> canonical(JsonNode value, String where, MappingRun run) {
        Optional<Instant> instant =
                Optional.of(value.asText()).filter(Times::isInstant).map(Instant::parse);
        if (instant.isEmpty()) {
            run.malformed("HUB-MAP-010", value, where, Times.INSTANT_FORM);
        }
        return instant;
    }

    private Optional<ZoneId> zone(JsonNode[] arguments, int index, MappingRun run) {
        if (arguments.length <= index || arguments[index].isNull()) {
            return Optional.of(zone);
        }
        try {
            return Optional.of(ZoneId.of(arguments[index].asText()));
        } catch (DateTimeException noZone) {
            run.faultyPack(
                    "HUB-MAP-015",
                    "zone",
                    "a time zone like Asia/Ho_Chi_Minh",
                    "\"" + arguments[index].asText() + "\"");
            return Optional.empty();
        }
    }

    private static JsonNode text(Optional<String> text) {
        return text.<JsonNode>map(TextNode::valueOf).orElse(NullNode.instance);
    }
}
