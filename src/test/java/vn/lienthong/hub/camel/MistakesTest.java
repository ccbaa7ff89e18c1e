package vn.lienthong.hub.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.hub.dossier.SystemId;

/**
 * Deliberate mistakes, each made in a copy of the real packs: the check names the file, the line and what to write.
 * {@code docs/mistakes.md} is this table with the messages that appeared; {@code -Dwrite=true} writes it anew.
 */
class MistakesTest {
    private static final Path PAGE = Path.of("docs/mistakes.md");

    /** What an engineer does to a copy. @return the piece of text in the file on whose line the fault is to be shown */
    private interface Slip {
        String in(Path home) throws IOException;
    }

    /**
     * One mistake.
     *
     * @param file where the check must show it
     * @param remedy what the message must say
     */
    private record Mistake(String what, String code, String file, String remedy, Slip slip) {}

    private static final String OWN = """
            - route:
                id: ui-v1-own
                description: Reads what came by another way
                from:
                  uri: hub:folder?system=ui-v1&include=*.csv&read=r&unreadable=u
                  steps:
                    - to:
                        uri: hub:file?system=ui-v1&stream=claims&format=csv&columns=SoHS
            """;

    private static final List<Mistake> TABLE = List.of(
            // ---- config/systems.yaml
            mistake(
                    "A tab before a setting",
                    "HUB-PACK-001",
                    "config/systems.yaml",
                    "look at the blanks",
                    replace("config/systems.yaml", "      zone: UTC", "\tzone: UTC")),
            mistake(
                    "The same block twice",
                    "HUB-PACK-001",
                    "config/systems.yaml",
                    "write each name once",
                    replace(
                            "config/systems.yaml",
                            "    ui-v1:\n      role",
                            "    land:\n      role",
                            "land:\n      role: archive")),
            mistake(
                    "A setting with a mistyped name",
                    "HUB-PACK-001",
                    "config/systems.yaml",
                    "write page-size",
                    replace("config/systems.yaml", "page-size: 500", "page-sise: 500")),
            mistake(
                    "A setting in the wrong block",
                    "HUB-PACK-001",
                    "config/systems.yaml",
                    "remove it, or correct its name",
                    replace("config/systems.yaml", "      late-numbers: 75s", "      gentle: 75s")),
            mistake(
                    "A role that is none",
                    "HUB-PACK-001",
                    "config/systems.yaml",
                    "write specialised",
                    replace("config/systems.yaml", "role: specialised", "role: specialized")),
            mistake(
                    "A mistyped time zone",
                    "HUB-PACK-001",
                    "config/systems.yaml",
                    "write Asia/Ho_Chi_Minh",
                    replace("config/systems.yaml", "zone: Asia/Ho_Chi_Minh", "zone: Asia/Ho_Chi_Min")),
            mistake(
                    "A wrong charset",
                    "HUB-PACK-001",
                    "config/systems.yaml",
                    "write TCVN3",
                    replace("config/systems.yaml", "${HUB_UI_V1_CHARSET:TCVN3}", "TCVN-3")),
            mistake(
                    "A way to log in that is none",
                    "HUB-PACK-001",
                    "config/systems.yaml",
                    "write oauth2",
                    replace("config/systems.yaml", "kind: oauth2", "kind: oauth")),
            mistake(
                    "A duration without a unit that is one",
                    "HUB-PACK-001",
                    "config/systems.yaml",
                    "write a duration like 2s",
                    replace("config/systems.yaml", "late-numbers: 75s", "late-numbers: 75 sec")),
            mistake(
                    "A literal password",
                    "HUB-PACK-002",
                    "config/systems.yaml",
                    "write ${HUB_LAND_PASSWORD:}",
                    replace("config/systems.yaml", "${HUB_LAND_PASSWORD:}", "mua-thu-2026")),
            mistake(
                    "A token as the default of its variable",
                    "HUB-PACK-002",
                    "config/systems.yaml",
                    "write ${HUB_PORTAL_INBOUND_TOKEN:}",
                    replace("config/systems.yaml", "${HUB_PORTAL_INBOUND_TOKEN:}", "${HUB_PORTAL_INBOUND_TOKEN:abc}")),
            mistake(
                    "A call under told that the role does not have",
                    "HUB-PACK-001",
                    "config/systems.yaml",
                    "write withdraw",
                    replace("config/systems.yaml", "paid, withdraw, handover]", "paid, withdrow, handover]")),
            mistake(
                    "A call under told without its mapping",
                    "HUB-PACK-007",
                    "config/systems.yaml",
                    "write it, or take paid out of told",
                    remove("mappings/land/to/paid.jslt", "told: [register, papers, paid, withdraw, handover]")),
            mistake(
                    "The block under another id",
                    "HUB-PACK-003",
                    "config/systems.yaml",
                    "write the same id everywhere",
                    replaceSilently("config/systems.yaml", "    land:\n", "    lands:\n")),
            // ---- routes
            mistake(
                    "The route file under another id",
                    "HUB-PACK-003",
                    "routes/systems/land.camel.yaml",
                    "there is lan, write the same id everywhere",
                    move("routes/systems/land.camel.yaml", "routes/systems/lan.camel.yaml")),
            mistake(
                    "Blanks that do not fit",
                    "HUB-ROUTE-002",
                    "routes/systems/ui-v1.camel.yaml",
                    "look at the blanks",
                    replaceSilently("routes/systems/ui-v1.camel.yaml", "    routeId:", "   routeId:")),
            mistake(
                    "A mistyped word of Camel",
                    "HUB-ROUTE-003",
                    "routes/systems/ui-v1.camel.yaml",
                    "write \"steps\"",
                    own("steps:", "stpes:", "uri: hub:folder")),
            mistake(
                    "A mistyped word around a templated route",
                    "HUB-ROUTE-003",
                    "routes/systems/ui-v1.camel.yaml",
                    "write \"templatedRoute\"",
                    replaceSilently("routes/systems/ui-v1.camel.yaml", "templatedRoute:", "templatedRuote:")),
            mistake(
                    "A template that there is not",
                    "HUB-TPL-002",
                    "routes/systems/ui-v1.camel.yaml",
                    "write \"files-pull-csv\"",
                    replace("routes/systems/ui-v1.camel.yaml", "files-pull-csv", "files-pul-csv")),
            mistake(
                    "A parameter that the template does not have",
                    "HUB-TPL-003",
                    "routes/systems/ui-v1.camel.yaml",
                    "write \"columns\"",
                    replace("routes/systems/ui-v1.camel.yaml", "{name: columns", "{name: colums")),
            mistake(
                    "A parameter that the template needs",
                    "HUB-TPL-004",
                    "routes/systems/ui-v1.camel.yaml",
                    "needs the parameter \"include\"",
                    replace(
                            "routes/systems/ui-v1.camel.yaml",
                            "      - {name: include, value: \"TCTN_*.csv\"}\n",
                            "",
                            "routeTemplateRef")),
            mistake(
                    "A way of reading that there is not",
                    "HUB-ROUTE-020",
                    "routes/systems/ui-v2.camel.yaml",
                    "write \"reference\"",
                    replaceSilently("routes/systems/ui-v2.camel.yaml", "value: reference", "value: referense")),
            mistake(
                    "A route id that begins with another system",
                    "HUB-ROUTE-005",
                    "routes/systems/ui-v1.camel.yaml",
                    "begins with \"ui-v1-\"",
                    replace("routes/systems/ui-v1.camel.yaml", "ui-v1-files", "ui-v2-files", "routeTemplateRef")),
            mistake(
                    "Another system as the parameter",
                    "HUB-ROUTE-009",
                    "routes/systems/ui-v1.camel.yaml",
                    "the file's system is ui-v1",
                    replace(
                            "routes/systems/ui-v1.camel.yaml",
                            "{name: system, value: ui-v1}",
                            "{name: system, value: ui-v2}")),
            mistake(
                    "A part of the hub that is none",
                    "HUB-ROUTE-014",
                    "routes/systems/ui-v1.camel.yaml",
                    "write \"folder\"",
                    own("hub:folder?", "hub:foldr?", "hub:foldr?")),
            mistake(
                    "A mistyped parameter of a part",
                    "HUB-ROUTE-015",
                    "routes/systems/ui-v1.camel.yaml",
                    "write \"columns\"",
                    own("&columns=", "&colums=", "&colums=")),
            mistake(
                    "A retry of its own",
                    "HUB-ROUTE-007",
                    "routes/systems/ui-v1.camel.yaml",
                    "remove it",
                    own("    from:", "    errorHandler:\n      noErrorHandler: {}\n    from:", "noErrorHandler:")),
            mistake(
                    "A password in a route",
                    "HUB-ROUTE-008",
                    "routes/systems/ui-v1.camel.yaml",
                    "log in from settings",
                    own("&columns=SoHS", "&columns={{hub.systems.ui-v1.auth.password}}", "auth.password}}")),
            mistake(
                    "A stream whose name no mapping has",
                    "HUB-PACK-006",
                    "routes/systems/ui-v1.camel.yaml",
                    "write \"claims\"",
                    replace("routes/systems/ui-v1.camel.yaml", "value: claims", "value: claim", "routeTemplateRef")),
            mistake(
                    "A statement that is not there",
                    "HUB-PACK-006",
                    "routes/systems/ui-v2.camel.yaml",
                    "write \"pull-claims\"",
                    replace(
                            "routes/systems/ui-v2.camel.yaml",
                            "value: pull-claims",
                            "value: pull-claim",
                            "sql-pull-since")),
            mistake(
                    "A contract that is not there",
                    "HUB-PACK-006",
                    "routes/systems/land.camel.yaml",
                    "put the contract there",
                    replace("routes/systems/land.camel.yaml", "land.wsdl", "land.wsld", "routeTemplateRef")),
            // ---- calls over SOAP
            mistake(
                    "No port, though the contract has several and the first lacks the operation",
                    "HUB-SOAP-004",
                    "routes/systems/land.camel.yaml",
                    "write port: HoSoDatDaiSoap in the route",
                    secondPort("DanhMucSoap", "")),
            mistake(
                    "An operation that is not in the port that is named",
                    "HUB-SOAP-004",
                    "routes/systems/land.camel.yaml",
                    "it is in the port HoSoDatDaiSoap",
                    secondPort("TraCuuSoap", "TraCuuSoap")),
            mistake(
                    "A mistyped port",
                    "HUB-SOAP-002",
                    "routes/systems/land.camel.yaml",
                    "write \"HoSoDatDaiSoap\"",
                    replace(
                            "routes/systems/land.camel.yaml",
                            "land.wsdl}",
                            "land.wsdl}\n      - {name: port, value: HoSoDatDaiSop}",
                            "routeTemplateRef")),
            mistake(
                    "A member of a call that the contract does not have",
                    "HUB-SOAP-010",
                    "mappings/land/ask/log.jslt",
                    "/SauSoo is not in the contract (write SauSo)",
                    replaceSilently("mappings/land/ask/log.jslt", "\"SauSo\"", "\"SauSoo\"")),
            mistake(
                    "A call without a member that the contract needs",
                    "HUB-SOAP-010",
                    "mappings/land/ask/log.jslt",
                    "/SauSo is missing",
                    replaceSilently("mappings/land/ask/log.jslt", "\"SauSo\": .after, ", "")),
            // ---- mappings
            mistake(
                    "The mappings under another id",
                    "HUB-PACK-003",
                    "mappings/ui-v1",
                    "there is ui-v3, write the same id everywhere",
                    move("mappings/ui-v1", "mappings/ui-v3")),
            mistake(
                    "A mapping that nothing runs",
                    "HUB-PACK-008",
                    "mappings/land/from/dosier.jslt",
                    "call it dossier",
                    copy("mappings/land/from/dossier.jslt", "mappings/land/from/dosier.jslt")),
            mistake(
                    "A bracket that is not closed",
                    "HUB-MAP-001",
                    "mappings/ui-v1/from/claims.jslt",
                    "write ",
                    append("mappings/ui-v1/from/claims.jslt", "\n}\n")),
            mistake(
                    "A function that there is not",
                    "HUB-MAP-001",
                    "mappings/land/from/log.jslt",
                    "write the function nfc",
                    replace("mappings/land/from/log.jslt", "let clean = nfc($value)", "let clean = ncf($value)")),
            mistake(
                    "A file to import that is not there",
                    "HUB-MAP-001",
                    "mappings/onestop/to/step.jslt",
                    "ho-so",
                    move("mappings/onestop/ho-so.jslt", "mappings/onestop/hoso.jslt")),
            mistake(
                    "Two files that import each other",
                    "HUB-MAP-001",
                    "mappings/onestop/to/step.jslt",
                    "already imported",
                    prepend("mappings/onestop/ho-so.jslt", "import \"to/step.jslt\" as step\n")),
            mistake(
                    "A code table that is not there",
                    "HUB-MAP-005",
                    "mappings/land/from/log.jslt",
                    "write \"loai\"",
                    replace("mappings/land/from/log.jslt", "code(\"loai\", .Loai", "code(\"loia\", .Loai")),
            mistake(
                    "A column that the table does not have",
                    "HUB-MAP-005",
                    "mappings/land/from/log.jslt",
                    "loai, kind, status, name",
                    replace(
                            "mappings/land/from/log.jslt",
                            "code(\"loai\", .Loai, \"kind\")",
                            "code(\"loai\", .Loai, \"sort\")")),
            mistake(
                    "A code twice in its table",
                    "HUB-MAP-001",
                    "mappings/land/codes/loai.csv",
                    "each key once",
                    replace(
                            "mappings/land/codes/loai.csv",
                            "NHAN_BO_SUNG;papers-received",
                            "YEU_CAU_BO_SUNG;papers-received")),
            mistake(
                    "A line of a table with a cell too many",
                    "HUB-MAP-001",
                    "mappings/land/codes/loai.csv",
                    "4 fields",
                    replace("mappings/land/codes/loai.csv", "CHUYEN_HO_SO;moved;", "CHUYEN_HO_SO;moved;;")),
            mistake(
                    "A table saved in windows-1258",
                    "HUB-MAP-001",
                    "mappings/land/codes/loai.csv",
                    "text saved as UTF-8",
                    home -> {
                        Path file = home.resolve("mappings/land/codes/loai.csv");
                        String text = Files.readString(file);
                        Files.write(file, text.getBytes("windows-1258"));
                        return "TIEP_NHAN;";
                    }),
            mistake(
                    "A procedure of a system that is not there",
                    "HUB-PACK-009",
                    "mappings/procedures.csv",
                    "write \"land\"",
                    replace("mappings/procedures.csv", ";land;DD-BD-02", ";lnad;DD-BD-02")),
            mistake(
                    "A procedure of a system that decides nothing",
                    "HUB-PACK-009",
                    "mappings/procedures.csv",
                    "role: specialised",
                    replace("mappings/procedures.csv", ";land;DD-BD-02", ";ui-v1;DD-BD-02")),
            mistake(
                    "A schema that is no JSON",
                    "HUB-MAP-001",
                    "mappings/portal/schemas/nhanbosung.schema.json",
                    "write JSON",
                    replaceSilently(
                            "mappings/portal/schemas/nhanbosung.schema.json", "\"properties\": {", "\"properties\": ")),
            // ---- examples
            mistake(
                    "No examples at all",
                    "HUB-PACK-004",
                    "mappings/ui-v1/examples",
                    "hub test ui-v1 --accept",
                    move("mappings/ui-v1/examples", "mappings/ui-v1/exampels")),
            mistake(
                    "An example without what is expected",
                    "HUB-PACK-005",
                    "mappings/land/examples/moved/canonical.json",
                    "hub test land --accept",
                    removeSilently("mappings/land/examples/moved/canonical.json")),
            mistake(
                    "An example that becomes something else",
                    "HUB-PACK-005",
                    "mappings/land/examples/moved/canonical.json",
                    "/fact/kind: expected \"accepted\", made \"moved\"",
                    replace(
                            "mappings/land/examples/moved/canonical.json",
                            "\"kind\" : \"moved\"",
                            "\"kind\" : \"accepted\"")),
            mistake(
                    "A result that is no canonical record",
                    "HUB-PACK-005",
                    "mappings/land/examples/moved/canonical.json",
                    "an object with type \"dossier\"",
                    replaceSilently("mappings/land/from/log.jslt", "\"type\": \"dossier\"", "\"kind\": \"dossier\"")));

    private static final Map<Mistake, PackFault> FOUND = new ConcurrentHashMap<>();

    private static Mistake mistake(String what, String code, String file, String remedy, Slip slip) {
        return new Mistake(what, code, file, remedy, slip);
    }

    private static Slip replace(String file, String piece, String by) {
        return replace(file, piece, by, by);
    }

    /** The first place only, as a hand does. */
    private static Slip replace(String file, String piece, String by, String shownAt) {
        return home -> {
            Path path = home.resolve(file);
            String text = Files.readString(path);
            int at = text.indexOf(piece);
            assertThat(at).as("%s has %s", file, piece).isNotNegative();
            Files.writeString(path, text.substring(0, at) + by + text.substring(at + piece.length()));
            return shownAt.strip();
        };
    }

    /** The line cannot be known: the fault is that something is not there. */
    private static Slip replaceSilently(String file, String piece, String by) {
        return home -> {
            replace(file, piece, by).in(home);
            return "";
        };
    }

    /** A route of one's own, without a template, behind the others of ui-v1. */
    private static Slip own(String piece, String by, String shownAt) {
        return home -> {
            assertThat(OWN).contains(piece);
            append("routes/systems/ui-v1.camel.yaml", OWN.replace(piece, by)).in(home);
            return shownAt;
        };
    }

    /** A port of the contract with one operation only. @param named what the first route names; empty = no port */
    private static Slip secondPort(String name, String named) {
        return home -> {
            replace("mappings/land/land.wsdl", "<service name=\"HoSoDatDai\">", """
                            <binding name="%s" type="t:HoSoDatDaiPort">
                              <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
                              <operation name="LayHoSo"><soap:operation soapAction="x"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>
                            </binding>
                            <service name="HoSoDatDai"><port name="%s" binding="t:%s"><soap:address location="http://localhost/land"/></port>""".formatted(name, name, name))
                    .in(home);
            if (!named.isEmpty()) {
                replace(
                                "routes/systems/land.camel.yaml",
                                "land.wsdl}",
                                "land.wsdl}\n      - {name: port, value: " + named + "}")
                        .in(home);
            }
            return "routeTemplateRef";
        };
    }

    private static Slip append(String file, String text) {
        return home -> {
            Path path = home.resolve(file);
            Files.writeString(path, Files.readString(path) + text);
            return "";
        };
    }

    private static Slip prepend(String file, String text) {
        return home -> {
            Path path = home.resolve(file);
            Files.writeString(path, text + Files.readString(path));
            return "";
        };
    }

    private static Slip remove(String file, String shownAt) {
        return home -> {
            Files.delete(home.resolve(file));
            return shownAt;
        };
    }

    private static Slip removeSilently(String file) {
        return remove(file, "");
    }

    private static Slip move(String file, String to) {
        return home -> {
            Files.move(home.resolve(file), home.resolve(to));
            return "";
        };
    }

    private static Slip copy(String file, String to) {
        return home -> {
            Files.copy(home.resolve(file), home.resolve(to));
            return "";
        };
    }

    @TestFactory
    Stream<DynamicTest> everyMistakeIsNamedWithItsPlaceAndItsRemedy(@TempDir Path folder) {
        return TABLE.stream()
                .map(mistake -> DynamicTest.dynamicTest(mistake.what(), () -> {
                    PackFault fault = appears(mistake, folder);
                    assertThat(fault.message()).contains(mistake.remedy());
                }));
    }

    @Test
    void thePageOfTheMistakesShowsWhatAppears(@TempDir Path folder) throws IOException {
        StringBuilder page = new StringBuilder("""
                # Mistakes and what `hub check` says to them

                Written by `MistakesTest`: each mistake is made in a copy of the real packs, the message is the one that appeared.
                `mvn test -Dtest=MistakesTest -Dwrite=true` writes this page anew.

                | mistake | where | code | message |
                |---|---|---|---|
                """);
        for (Mistake mistake : TABLE) {
            PackFault fault = appears(mistake, folder);
            page.append("| %s | `%s%s` | %s | %s |%n"
                    .formatted(
                            mistake.what(),
                            fault.file(),
                            fault.line() > 0 ? ":" + fault.line() : "",
                            fault.code(),
                            fault.message().replace("|", "\\|").replace("\n", " ")));
        }
        if (Boolean.getBoolean("write")) {
            Files.writeString(PAGE, page.toString(), UTF_8);
        }
        assertThat(TABLE).hasSizeGreaterThanOrEqualTo(25);
        assertThat(page.toString()).as("%s; -Dwrite=true writes it", PAGE).isEqualTo(Files.readString(PAGE, UTF_8));
    }

    /** Each mistake is made once, for its own test and for the page. */
    private static PackFault appears(Mistake mistake, Path folder) throws IOException {
        PackFault known = FOUND.get(mistake);
        if (known == null) {
            known = made(mistake, folder);
            FOUND.put(mistake, known);
        }
        return known;
    }

    /** Makes the mistake in a fresh copy. @return the fault with the expected code, in the expected place */
    private static PackFault made(Mistake mistake, Path folder) throws IOException {
        Path home = copyOfTheProject(folder);
        String shownAt = mistake.slip().in(home);
        List<PackFault> faults = new CheckPack(home, Map.of()).all();
        List<PackFault> here = faults.stream()
                .filter(fault -> fault.code().equals(mistake.code())
                        && fault.file().equals(mistake.file())
                        && fault.message().contains(mistake.remedy()))
                .toList();
        assertThat(here)
                .as("%s in %s among %s", mistake.code(), mistake.file(), faults)
                .isNotEmpty();
        if (!shownAt.isEmpty()) {
            assertThat(here).extracting(PackFault::line).contains(lineOf(home.resolve(mistake.file()), shownAt));
        }
        return here.get(0);
    }

    private static int lineOf(Path file, String piece) throws IOException {
        String text = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        String bytes = new String(piece.getBytes(UTF_8), java.nio.charset.StandardCharsets.ISO_8859_1);
        int at = text.indexOf(bytes);
        assertThat(at).as("%s has %s", file, piece).isNotNegative();
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private static Path copyOfTheProject(Path folder) throws IOException {
        Path home = Files.createTempDirectory(folder, "home");
        for (String part : List.of("routes", "mappings", "config")) {
            try (Stream<Path> files = Files.walk(Path.of(part))) {
                for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
                    Path copy = home.resolve(file.toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy);
                    }
                }
            }
        }
        return home;
    }

    @Test
    void everyPartOfTheHubIsKnownToTheCheck() throws IOException {
        String component = Files.readString(Path.of("src/main/java/vn/lienthong/hub/camel/HubComponent.java"));
        List<String> kinds = new ArrayList<>(List.of("wake-ups"));
        String known = component.substring(
                component.indexOf("Endpoint createEndpoint("), component.indexOf("private Endpoint pull("));
        Pattern.compile("case \"([a-z-]+)\"").matcher(known).results().forEach(found -> kinds.add(found.group(1)));

        assertThat(HubUri.kinds()).containsExactlyInAnyOrderElementsOf(kinds);
    }

    @Test
    void aMistakeInOnePackIsNoFaultOfAnother(@TempDir Path folder) throws IOException {
        Path home = copyOfTheProject(folder);
        replace("mappings/land/from/log.jslt", "let clean = nfc($value)", "let clean = ncf($value)")
                .in(home);
        CheckPack check = new CheckPack(home, Map.of());

        assertThat(check.of(new SystemId("land"))).isNotEmpty();
        assertThat(check.of(new SystemId("onestop"))).isEmpty();
        assertThat(check.all()).extracting(PackFault::system).containsOnly("land");
    }
}
