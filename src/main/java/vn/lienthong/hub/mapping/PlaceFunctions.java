package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Wards and provinces by date, from {@code mappings/codes/wards.csv} and {@code provinces.csv}. On 1 July 2025 some 10,000
 * wards became 3,321, and of the 3,316 codes that live on, 2,178 name another ward: a code says nothing without its date.
 */
final class PlaceFunctions {
    /** The last day of the old wards. */
    private static final JsonNode OLD = TextNode.valueOf("2025-06-30");

    private static final FunctionReference WARD = FunctionReference.of(
                    "ward(code, date)",
                    "The ward that a code of 5 digits meant at a date (an instant, a day, or a month or year that does not"
                            + " hold the change of 1 July 2025): code, name, district (until then), province and"
                            + " provinceName. Earlier changes than that one are not in the list: an earlier date gives"
                            + " the ward of June 2025.")
            .gives(
                    "ward(`00004`, `2025-07-01`)",
                    "{`code`:`00004`,`name`:`Phường Ba Đình`,`province`:`01`,`provinceName`:`Thành phố Hà Nội`}")
            .gives(
                    "ward(`26881`, `2024`)",
                    "{`code`:`26881`,`name`:`Phường 12`,`district`:`Quận Gò Vấp`,`province`:`79`,"
                            + "`provinceName`:`Thành phố Hồ Chí Minh`}")
            .gives("ward(null, `2024`)", "null")
            .refuses("HUB-MAP-004", "no ward has the code at that date", "ward(`26881`, `2025-08-10`)")
            .refuses("HUB-MAP-016", "no date, or a year that holds the change", "ward(`00004`, `2025`)");
    private static final FunctionReference WARD_NOW = FunctionReference.of(
                    "ward-now(code, date?)",
                    "The code of today's ward for a code as it was read at a date; without a date the code is an old one,"
                            + " of before 1 July 2025.")
            .gives("ward-now(`26881`)", "`26882`")
            .gives("ward-now(`00004`, `2025-07-01`)", "`00004`")
            .refuses("HUB-MAP-004", "no ward has the code at that date", "ward-now(`99999`)")
            .refuses("HUB-MAP-008", "the old ward was divided: see `wards-now`", "ward-now(`00166`)");
    private static final FunctionReference WARDS_NOW = FunctionReference.of(
                    "wards-now(code, date?)",
                    "As `ward-now`, but all of today's wards that have a part of the old one.")
            .gives("wards-now(`26881`)", "[`26882`]")
            .gives("wards-now(`00166`)", "[`00160`,`00166`]")
            .refuses("HUB-MAP-004", "no ward has the code at that date", "wards-now(`99999`)");
    private static final FunctionReference PROVINCE = FunctionReference.of(
                    "province(code, date)", "The province of a code of 2 digits at a date: code and name.")
            .gives("province(`72`, `2025-06-30`)", "{`code`:`72`,`name`:`Tỉnh Tây Ninh`}")
            .gives("province(`80`, `2025-07-01`)", "{`code`:`80`,`name`:`Tỉnh Tây Ninh`}")
            .refuses("HUB-MAP-004", "no province has the code at that date", "province(`72`, `2025-07-01`)");
    static final List<FunctionReference> REFERENCE = List.of(WARD, WARD_NOW, WARDS_NOW, PROVINCE);

    private final @Nullable CodeTable wards;
    private final @Nullable CodeTable provinces;

    PlaceFunctions(CodeTables tables) {
        this.wards = tables.find("wards").orElse(null);
        this.provinces = tables.find("provinces").orElse(null);
    }

    List<HubFunction> all() {
        return List.of(
                HubFunction.reading(WARD, (arguments, here, run) -> ward(arguments, run)),
                HubFunction.reading(WARD_NOW, (arguments, here, run) -> wardNow(arguments, run)),
                HubFunction.reading(WARDS_NOW, (arguments, here, run) -> wardsNow(arguments, run)),
                HubFunction.reading(PROVINCE, (arguments, here, run) -> province(arguments, run)));
    }

    private JsonNode ward(JsonNode[] arguments, MappingRun run) {
        return line(wards, "wards", "ward()", arguments, arguments[1], run)
                .<JsonNode>map(line -> {
                    ObjectNode ward = named(line);
                    copy(line, "district", ward, "district");
                    copy(line, "province", ward, "province");
                    Days.of(arguments[1])
                            .flatMap(days -> provinceOf(line, days.first()))
                            .ifPresent(province -> copy(province, "name", ward, "provinceName"));
                    return ward;
                })
                .orElse(NullNode.instance);
    }

    private JsonNode province(JsonNode[] arguments, MappingRun run) {
        return line(provinces, "provinces", "province()", arguments, arguments[1], run)
                .<JsonNode>map(PlaceFunctions::named)
                .orElse(NullNode.instance);
    }

    private JsonNode wardNow(JsonNode[] arguments, MappingRun run) {
        Set<String> now = now(arguments, "ward-now()", run);
        if (now.size() > 1) {
            run.malformed(
                    "HUB-MAP-008",
                    arguments[0],
                    "ward-now()",
                    "a ward that was not divided (wards-now() gives all " + now.size() + " that followed it)");
        }
        return now.size() == 1 ? TextNode.valueOf(now.iterator().next()) : NullNode.instance;
    }

    private JsonNode wardsNow(JsonNode[] arguments, MappingRun run) {
        Set<String> now = now(arguments, "wards-now()", run);
        ArrayNode codes = JsonNodeFactory.instance.arrayNode();
        now.forEach(codes::add);
        return now.isEmpty() ? NullNode.instance : codes;
    }

    /** The codes that follow one another up to today; empty and a fault if the code cannot be read. */
    private Set<String> now(JsonNode[] arguments, String where, MappingRun run) {
        JsonNode date = arguments.length > 1 ? arguments[1] : OLD;
        Set<String> now = new TreeSet<>();
        Deque<Map<String, String>> open = new ArrayDeque<>();
        line(wards, "wards", where, arguments, date, run).ifPresent(open::add);
        while (!open.isEmpty()) {
            Map<String, String> line = open.remove();
            @Nullable String to = line.get("to");
            if (to == null) {
                now.add(Objects.requireNonNull(line.get("code")));
                continue;
            }
            String day = LocalDate.parse(to).plusDays(1).toString();
            List<Map<String, String>> followers = Stream.of(
                            line.getOrDefault("next", "").split(" "))
                    .flatMap(next -> Objects.requireNonNull(wards).line(next, day).stream())
                    .toList();
            if (followers.isEmpty()) {
                run.faultyPack(
                        "HUB-MAP-005",
                        where,
                        "the wards that followed it in column next of mappings/codes/wards.csv",
                        "none");
            }
            open.addAll(followers);
        }
        return now;
    }

    private Optional<Map<String, String>> provinceOf(Map<String, String> ward, String day) {
        @Nullable String code = ward.get("province");
        return provinces == null || code == null ? Optional.empty() : provinces.line(code, day);
    }

    private static Optional<Map<String, String>> line(
            @Nullable CodeTable table, String name, String where, JsonNode[] arguments, JsonNode date, MappingRun run) {
        if (table == null || !table.isDated()) {
            run.faultyPack(
                    "HUB-MAP-005",
                    where,
                    "mappings/codes/" + name
                            + ".csv with the columns from and to (mappings/codes/load-places writes it)",
                    "none");
            return Optional.empty();
        }
        return DatedLine.of(table, arguments[0], date, where, true, run);
    }

    private static ObjectNode named(Map<String, String> line) {
        ObjectNode place = JsonNodeFactory.instance.objectNode();
        copy(line, "code", place, "code");
        copy(line, "name", place, "name");
        return place;
    }

    private static void copy(Map<String, String> line, String column, ObjectNode to, String member) {
        @Nullable String cell = line.get(column);
        if (cell != null) {
            to.put(member, cell);
        }
    }
}
