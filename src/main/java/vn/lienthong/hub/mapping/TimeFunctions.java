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
    private final ZoneId zone;
    private final Map<String, DateTimeFormatter> patterns = new ConcurrentHashMap<>();

    TimeFunctions(ZoneId zone) {
        this.zone = zone;
    }

    List<HubFunction> all() {
        return List.of(
                HubFunction.reading("instant", 1, 2, (arguments, here, run) -> instant(arguments, run)),
                HubFunction.reading("time", 2, 3, (arguments, here, run) -> time(arguments, run)),
                HubFunction.reading("seconds", 1, 1, (arguments, here, run) -> seconds(arguments[0], run)),
                HubFunction.reading("date", 1, 1, (arguments, here, run) -> date(arguments[0], run)),
                HubFunction.reading("vn-date", 1, 1, (arguments, here, run) -> vnDate(arguments[0], run)));
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
