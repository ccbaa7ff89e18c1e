package vn.lienthong.hub.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.hub.camel.CheckPack;
import vn.lienthong.hub.dossier.SystemId;

/** The commands as they are typed, on a copy of the project's files. */
class CommandsTest {
    private static final String STORE = "src/test/resources/soap/store.wsdl";
    private static final String OPEN_API = """
            openapi: 3.0.3
            info: {title: Parcels, version: "1"}
            components:
              securitySchemes:
                key: {type: apiKey, in: header, name: X-Post-Key}
              schemas:
                Parcel:
                  type: object
                  properties:
                    id: {type: integer}
                    dossierCode: {type: string}
                    state: {type: string, enum: [PICKED_UP, DELIVERED, RETURNED]}
                    updatedAt: {type: string, format: date-time}
                    receiver: {$ref: '#/components/schemas/Receiver'}
                    weight: {type: number}
                Receiver:
                  type: object
                  properties:
                    fullName: {type: string}
                    phone: {type: string}
            paths:
              /api/offices:
                get:
                  responses:
                    "200":
                      content:
                        application/json:
                          schema: {type: array, items: {type: object, properties: {id: {type: integer}}}}
              /api/parcels:
                get:
                  parameters:
                    - {name: cursor, in: query, schema: {type: string}}
                    - {name: limit, in: query, schema: {type: integer}}
                  responses:
                    "200":
                      content:
                        application/json:
                          schema:
                            type: object
                            properties:
                              items: {type: array, items: {$ref: '#/components/schemas/Parcel'}}
                              nextCursor: {type: string}
            """;

    @TempDir
    private Path folder;

    private Path home;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void copyTheProject() throws IOException {
        home = folder.resolve("home");
        for (String part : List.of("routes", "mappings", "config")) {
            try (Stream<Path> files = Files.walk(Path.of(part))) {
                for (Path file : files.toList()) {
                    Path copy = home.resolve(file.toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy);
                    }
                }
            }
        }
    }

    @Test
    void aPackFromAnOpenApiDescriptionIsWholeAndReadsEveryField() throws IOException {
        Path api = write("post.yaml", OPEN_API);
        String before = Files.readString(home.resolve("config/systems.yaml"));

        assertThat(hub("new", "courier", "--kind", "rest", "--openapi", api.toString()))
                .as("%s%s", out, err)
                .isZero();

        String after = Files.readString(home.resolve("config/systems.yaml"));
        assertThat(after).startsWith(before).contains("  courier:\n      role: archive\n      mode: off\n");
        assertThat(after).contains("kind: api-key", "settings: {api-key-header: X-Post-Key}");
        assertThat(text("routes/systems/courier.camel.yaml"))
                .contains("routeTemplateRef: rest-pull-cursor", "/api/parcels?cursor={after}&limit={pageSize}");
        assertThat(text("mappings/courier/codes/state.csv")).contains("DELIVERED;aftermath;;DELIVERED");
        assertThat(text("mappings/courier/from/parcels.jslt"))
                .contains("key id, time updatedAt, state state, dossier code dossierCode", ".receiver.fullName");
        assertThat(text("mappings/courier/examples/unknown-state/faults.json")).contains("HUB-MAP-004");
        assertThat(text("mappings/courier/examples/without-its-time/faults.json"))
                .contains("/fact/time");
        assertThat(new CheckPack(home, Map.of()).all()).isEmpty();
        assertThat(out.toString()).contains("Next steps");
    }

    @Test
    void aPackFromAWsdlIsWhole() throws IOException {
        assertThat(hub("new", "estate", "--kind", "soap", "--wsdl", "docs/contracts/land.wsdl"))
                .as("%s%s", out, err)
                .isZero();

        assertThat(text("routes/systems/estate.camel.yaml")).contains("soap-pull-", "mappings/estate/land.wsdl");
        assertThat(text("mappings/estate/ask/" + stream("estate") + ".jslt")).contains("LayBienDong", ".pageSize");
        assertThat(new CheckPack(home, Map.of()).of(new SystemId("estate"))).isEmpty();
    }

    @Test
    void anOperationIsLookedForInEveryPortAndTheRouteNamesIts() throws IOException {
        assertThat(hub("new", "store", "--kind", "soap", "--wsdl", STORE, "--key", "at"))
                .as("%s%s", out, err)
                .isZero();

        assertThat(out.toString())
                .contains(
                        "Guessed the operation DiscoveryPort/GetChanges among 4 that answer with a list; --operation",
                        "AccessPort/GetRights",
                        "mappings/store/ask/change.jslt: what the request must have and nobody said: repository.",
                        "It does not say yet of which dossier");
        assertThat(text("routes/systems/store.camel.yaml"))
                .contains("routeTemplateRef: soap-pull-cursor", "{name: port, value: DiscoveryPort}");
        assertThat(text("mappings/store/ask/change.jslt")).contains("\"token\": if (.after != \"\") .after");
        assertThat(text("mappings/store/pages/change.jslt")).contains("\"more\": .body.changes.hasMoreItems == true");
        assertThat(text("mappings/store/from/change.jslt"))
                .as("a time names no dossier")
                .doesNotContain("  \"references\"")
                .contains(".properties.text  list, each with .\"@definition\", .value (list)");
        JsonNode example = new ObjectMapper().readTree(text("mappings/store/examples/a-record/from.change.json"));
        assertThat(example.at("/properties/text/0/value/0").isTextual()).isTrue();
        assertThat(example.at("/properties/text/0/@definition").isTextual()).isTrue();
        assertThat(example.at("/properties/time/0/value/0").asText()).startsWith("2026-");
        assertThat(example.at("/part")).as("a type within itself ends").isEmpty();
        assertThat(new CheckPack(home, Map.of()).of(new SystemId("store"))).isEmpty();
    }

    @Test
    void anOperationThatIsMissingOrMeantTwiceIsNamedWithItsPort() throws IOException {
        List<String> before = files();

        assertThat(hub("new", "store", "--kind", "soap", "--wsdl", STORE, "--operation", "LayHoSo"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("has none of this name; those that answer with a list are [AccessPort/GetRights");
        assertThat(hub("new", "store", "--kind", "soap", "--wsdl", STORE, "--operation", "GetChange"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("write \"GetChanges\"");
        assertThat(hub("new", "store", "--kind", "soap", "--wsdl", STORE, "--operation", "Remove"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("answers with no list");
        assertThat(hub("new", "store", "--kind", "soap", "--wsdl", STORE, "--operation", "List"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("write one of [AccessPort/List, DiscoveryPort/List]");
        err.getBuffer().setLength(0);
        assertThat(hub("new", "store", "--kind", "soap", "--wsdl", STORE)).isEqualTo(2);
        assertThat(err.toString())
                .as("neither a flag nor one of a few codes is a key")
                .contains("no field looks like a key", "--key", "Guessed the operation DiscoveryPort/GetChanges")
                .doesNotContain("kindId", "latest");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aSoapAnswerIsReadByTheContractOfThePack() throws IOException {
        String operation = "DiscoveryPort/List";
        assertThat(hub("new", "store", "--kind", "soap", "--wsdl", STORE, "--key", "at", "--operation", operation))
                .as("%s%s", out, err)
                .isZero();
        String change = """
                <s:change xmlns:s="http://example.org/store"><s:properties><s:text definition="name"><s:value>a</s:value>\
                </s:text></s:properties><s:kindId>created</s:kindId><s:at>2026-09-01T08:00:00+07:00</s:at>\
                <s:latest>true</s:latest></s:change>""";
        Path answer = write("answer.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header/><e:Body>
                <s:GetChangesAnswer xmlns:s="http://example.org/store"><s:changes>%s<s:hasMoreItems>false</s:hasMoreItems>
                </s:changes><s:token>7</s:token></s:GetChangesAnswer></e:Body></e:Envelope>
                """.formatted(change));
        out.getBuffer().setLength(0);

        assertThat(hub("map", "store", answer.toString()))
                .as("of no dossier yet")
                .isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "HUB-VAL-028",
                        "answer of store as JSON, by store.wsdl",
                        "\"token\" : \"7\"",
                        "\"@definition\" : \"name\"");
        assertThat(hub("map", "store", write("record.xml", change).toString(), "--json"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("\"part\" : [ ]", "\"latest\" : true");
        assertThat(hub("map", "store", write("other.xml", "<x/>").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("x is no answer of an operation of store.wsdl");
        assertThat(hub("map", "store", write("broken.xml", "<s:change").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("is no XML");
        assertThat(hub("map", "post", answer.toString(), "--stream", "events")).isEqualTo(2);
        assertThat(err.toString()).contains("no WSDL in mappings/post");
    }

    @Test
    void aPackFromATableReadsItByTimeAndKey() throws Exception {
        String url = "jdbc:h2:mem:tax;DB_CLOSE_DELAY=-1";
        try (Connection database = DriverManager.getConnection(url);
                Statement statement = database.createStatement()) {
            statement.execute("create table TBL_TO_KHAI (ID bigint primary key, MA_HO_SO varchar(60),"
                    + " TRANG_THAI int, NGAY_SUA timestamp, HO_TEN varchar(100))");
            statement.execute("insert into TBL_TO_KHAI values (1, 'H53.20-260101-0001', 7, now(), 'Trần Văn Thật')");

            assertThat(hub("new", "tax", "--kind", "sql", "--jdbc", url, "--table", "tbl_to_khai"))
                    .as("%s%s", out, err)
                    .isZero();
            String sql = text("mappings/tax/sql/pull-tbl-to-khai.sql");
            assertThat(sql).contains("order by NGAY_SUA, ID");
            String plain = sql.replace(":afterKey", "''")
                    .replace(":after", "'2020-01-01 00:00:00'")
                    .replace(":pageSize", "5");
            assertThat(statement.executeQuery(plain).next())
                    .as("the statement runs")
                    .isTrue();
        }
        assertThat(text("mappings/tax/codes/state.csv")).contains("7;aftermath;;7");
        assertThat(everything("mappings/tax"))
                .as("no value of the table but codes")
                .doesNotContain("Thật", "260101");
        assertThat(new CheckPack(home, Map.of()).of(new SystemId("tax"))).isEmpty();
    }

    @Test
    void aSampleThatNamesTheNextPlaceIsReadByCursor() throws IOException {
        Path sample = write("events.json", """
                {"suKien": [{"id": 7, "maHoSo": "H53.14-260901-0001", "trangThai": "DA_PHAT",
                 "thoiDiem": "2026-09-01T08:00:00+07:00"}], "tiepTheo": "sk-7", "conNua": true}
                """);

        assertThat(hub("new", "courier", "--kind", "rest", "--sample", sample.toString()))
                .as("%s%s", out, err)
                .isZero();

        assertThat(text("routes/systems/courier.camel.yaml")).contains("rest-pull-cursor", "{after}");
        assertThat(text("mappings/courier/pages/events.jslt"))
                .contains("\"next\": string(.body.tiepTheo)", "\"more\": .body.conNua == true");
        assertThat(text("mappings/courier/from/events.jslt"))
                .as("the key is that of an event, no name of the dossier")
                .doesNotContain("references");
    }

    @Test
    void aPackFromAFileTakesItsColumnsAndNoneOfItsValues() throws IOException {
        Path sample = write("HOSO_20180401.csv", "SoHS;HoTen;NgayNop;TrangThai\nA-17;Lê Thị Thật;14/03/2018;DA_TRA\n");

        assertThat(hub("new", "papers", "--kind", "files", "--sample", sample.toString()))
                .as("%s%s", out, err)
                .isZero();

        assertThat(text("routes/systems/papers.camel.yaml")).contains("files-pull-csv", "HOSO_*.csv");
        assertThat(everything("mappings/papers")).contains("DA_TRA").doesNotContain("Thật", "A-17", "14/03/2018");
        assertThat(new CheckPack(home, Map.of()).of(new SystemId("papers"))).isEmpty();
    }

    @Test
    void nothingIsOverwrittenAndNothingIsHalfWritten() throws IOException {
        Path api = write("post.yaml", OPEN_API);
        List<String> before = files();

        assertThat(hub("new", "land", "--kind", "rest", "--openapi", api.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is already routes/systems/land.camel.yaml", "mappings/land");
        assertThat(hub("new", "Post", "--kind", "rest", "--openapi", api.toString()))
                .isEqualTo(2);
        assertThat(hub("new", "courier", "--kind", "rest", "--openapi", "none.yaml"))
                .isEqualTo(2);
        assertThat(hub("new", "courier", "--kind", "rest", "--openapi", api.toString(), "--time", "when"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--time when: there is no such field; there are [id, dossierCode");
        assertThat(hub("new", "courier", "--kind", "sql", "--jdbc", "jdbc:postgresql://localhost:1/x", "--table", "t"))
                .isEqualTo(3);
        Files.writeString(home.resolve("config/systems.yaml"), "server: {port: 8080}\n");
        assertThat(hub("new", "courier", "--kind", "rest", "--openapi", api.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("has no hub.systems");

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aRecordIsShownOnItsWayAndBackToThoseWhoWouldBeTold() throws IOException {
        Path record = home.resolve("mappings/onestop/examples/land-dossier-typed-there/from.changes.json");

        assertThat(hub("map", "onestop", record.toString(), "--json"))
                .as("%s%s", out, err)
                .isZero();

        JsonNode answer = new ObjectMapper().readTree(out.toString());
        assertThat(answer.path("canonical").path("type").asText()).isEqualTo("dossier");
        assertThat(answer.path("faults")).isEmpty();
        assertThat(answer.path("told")).isNotEmpty();
        assertThat(answer.path("told").findValuesAsText("system")).contains("portal");
        assertThat(answer.path("told").get(0).path("body").isObject()).isTrue();
    }

    @Test
    void aRecordWithFaultsIsShownWithThemAndEndsWithOne() {
        Path record = home.resolve("mappings/onestop/examples/wrong-cccd/from.changes.json");

        assertThat(hub("map", "onestop", record.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("the hub would hold this record", "HUB-");
        assertThat(hub("map", "land", record.toString(), "--stream", "lgo")).isEqualTo(2);
        assertThat(err.toString()).contains("there are [dossier, log]");
    }

    @Test
    void anExpectationIsWrittenOnlyAfterItWasShown() throws IOException {
        Path expected = home.resolve("mappings/land/examples/moved/canonical.json");
        String good = Files.readString(expected);
        Files.writeString(expected, good.replace("\"moved\"", "\"accepted\""));

        assertThat(hub("test", "land")).isEqualTo(1);
        assertThat(out.toString()).contains("/fact/kind: expected \"accepted\", made \"moved\"");
        assertThat(Files.readString(expected)).as("untouched").contains("\"accepted\"");
        assertThat(hub("test", "land", "--accept")).isZero();
        assertThat(out.toString()).contains("written: mappings/land/examples/moved/canonical.json");
        assertThat(new ObjectMapper().readTree(Files.readString(expected)))
                .isEqualTo(new ObjectMapper().readTree(good));
    }

    @Test
    void anExpectationThatNothingMakesAnyMoreIsRemovedWhenTheOtherIsAccepted() throws IOException {
        Path canonical = home.resolve("mappings/land/examples/moved/canonical.json");
        Path faults = canonical.resolveSibling("faults.json");
        Files.writeString(faults, "[ {\"code\" : \"HUB-MAP-006\", \"path\" : \"/\"} ]");
        assertThat(hub("check", "land")).isEqualTo(1);
        assertThat(out.toString()).contains("mappings/land/examples/moved/faults.json");

        assertThat(hub("test", "land", "--situation", "moved", "--accept"))
                .as("%s", out)
                .isZero();
        assertThat(out.toString())
                .contains("removed: mappings/land/examples/moved/faults.json")
                .doesNotContain("in faults");
        assertThat(faults).doesNotExist();
        assertThat(canonical).exists();

        Path record = canonical.resolveSibling("from.log.json");
        Files.writeString(record, Files.readString(record).replace("CHUYEN_HO_SO", "CHUYEN"));
        assertThat(hub("test", "land", "--situation", "moved", "--accept"))
                .as("%s", out)
                .isZero();
        assertThat(out.toString())
                .contains("written: mappings/land/examples/moved/faults.json", "1 expected to end in faults");
        assertThat(faults).exists();
        assertThat(hub("check", "land")).as("%s", out).isZero();
    }

    @Test
    void theCheckTellsFineFromFaultyAndWrongUse() throws IOException {
        assertThat(hub("check")).as("%s", out).isZero();
        assertThat(hub("check", "lnad")).isEqualTo(2);
        assertThat(err.toString()).contains("write \"land\"");
        assertThat(hub("chekc")).isEqualTo(2);
        Files.delete(home.resolve("mappings/land/to/paid.jslt"));
        out.getBuffer().setLength(0);
        assertThat(hub("check", "land", "--json")).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(out.toString()).path("faults").findValuesAsText("code"))
                .contains("HUB-PACK-007");
        assertThat(HubCommand.isCommand("check")).isTrue();
        assertThat(HubCommand.isCommand("--server.port=80")).isFalse();
    }

    @Test
    void whatNamesAPersonOrAVersionIsNeverTakenForTheKey() {
        List<Field> fields = Stream.of("@version", "owner.citizenId", "header.dossierNumber", "header.lastChanged")
                .map(path -> new Field(
                        List.of(path.split("\\.")),
                        path.endsWith("Changed") ? Field.Sort.INSTANT : Field.Sort.TEXT,
                        List.of()))
                .toList();

        Roles roles = Roles.of(fields, new Roles.Given(null, null, null, null));

        assertThat(roles.key().dotted()).isEqualTo("header.dossierNumber");
        assertThat(roles.time().dotted()).isEqualTo("header.lastChanged");
    }

    @Test
    void aBlockIsAddedBehindTheLastSystemAndNothingElseMoves() {
        String text =
                "# a\nhub:\n  systems:\n    x:\n      role: archive # why\n      told: [a,\n        b]\n  # of poll\n  poll: 2s\n";

        assertThat(AddBlock.to(text, List.of("y:", "  role: archive")))
                .isEqualTo("# a\nhub:\n  systems:\n    x:\n      role: archive # why\n      told: [a,\n        b]\n"
                        + "    y:\n      role: archive\n  # of poll\n  poll: 2s\n");
        assertThat(AddBlock.to("hub:\r\n  systems:\r\n    x: {role: archive}", List.of("y: {}")))
                .isEqualTo("hub:\r\n  systems:\r\n    x: {role: archive}\r\n    y: {}\r\n");
    }

    private int hub(String... arguments) {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--home", home.toString()))
                .toArray(String[]::new);
        return HubCommand.line(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments[0].equals("chekc") ? arguments : all);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, UTF_8);
    }

    private String text(String file) throws IOException {
        return Files.readString(home.resolve(file));
    }

    private String stream(String system) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("mappings/" + system + "/from"))) {
            return files.findFirst().orElseThrow().getFileName().toString().replace(".jslt", "");
        }
    }

    private String everything(String place) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(home.resolve(place))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.map(file -> home.relativize(file).toString()).sorted().toList();
        }
    }
}
