package vn.lienthong.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** What the reference says of each function is what the function does; with the code tables that are shipped. */
class FunctionReferenceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path root;

    private static PackReader reader;

    @BeforeAll
    static void shippedTables() throws IOException {
        Files.createDirectories(root.resolve("codes"));
        for (String table : List.of("codes/wards.csv", "codes/provinces.csv", "procedures.csv")) {
            Files.copy(Path.of("mappings").resolve(table), root.resolve(table));
        }
        reader = new PackReader(root, new CsvProcedures(root));
    }

    static List<FunctionReference> functions() {
        return FunctionReference.all();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyExampleHolds(FunctionReference function) throws IOException {
        for (FunctionReference.Example example : function.examples()) {
            Pack.Result made = run(function, example.expression());

            assertThat(made.faults()).as(example.expression()).isEmpty();
            assertThat(String.valueOf(made.tree()))
                    .as(example.expression())
                    .isEqualTo(JSON.readTree(example.result()).toString());
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyFaultComesAndSaysTheLine(FunctionReference function) throws IOException {
        for (FunctionReference.Fault fault : function.faults()) {
            Pack pack = pack(function, fault.expression());
            if (!pack.faults().isEmpty()) {
                // what stands in the mapping itself is seen when it is read
                assertThat(pack.faults()).as(fault.expression()).hasSize(1).allSatisfy(found -> {
                    assertThat(found.code()).as(fault.expression()).isEqualTo(fault.code());
                    assertThat(found.path()).as(fault.expression()).startsWith("mappings/land/to/x.jslt:2");
                });
                continue;
            }
            Pack.Result made = pack.run("to/x", JSON.createObjectNode());

            assertThat(made.tree()).as(fault.expression()).isEqualTo(JSON.nullNode());
            assertThat(made.faults()).as(fault.expression()).hasSize(1).allSatisfy(found -> {
                assertThat(found.code()).as(fault.expression()).isEqualTo(fault.code());
                assertThat(found.mapping()).as(fault.expression()).isEqualTo("mappings/land/to/x.jslt:2");
            });
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyFunctionSaysEnough(FunctionReference function) {
        assertThat(function.text()).as(function.name()).endsWith(".");
        assertThat(function.examples().size() + function.faults().size())
                .as("examples of %s", function.name())
                .isPositive();
        assertThat(function.name()).isEqualTo(function.signature().replaceAll("\\(.*", ""));
    }

    @Test
    void everyFunctionStandsInTheReferenceAndNoOther() {
        List<String> registered = Stream.of(
                        new TableFunctions(
                                        SomeSystems.system("land", Role.SPECIALISED, "UTC")
                                                .id(),
                                        CodeTables.NONE,
                                        new CsvProcedures(root))
                                .all(),
                        new PlaceFunctions(CodeTables.NONE).all(),
                        new TimeFunctions(java.time.ZoneOffset.UTC).all(),
                        ValueFunctions.all(),
                        PersonFunctions.all(),
                        TextFunctions.all(),
                        AttachmentFunctions.all())
                .flatMap(List::stream)
                .map(HubFunction::getName)
                .toList();

        assertThat(FunctionReference.all().stream().map(FunctionReference::name))
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(registered);
    }

    private static Pack.Result run(FunctionReference function, String expression) throws IOException {
        Pack pack = pack(function, expression);
        assertThat(pack.faults()).as(expression).isEqualTo(List.<Violation>of());
        return pack.run("to/x", JSON.createObjectNode());
    }

    private static Pack pack(FunctionReference function, String expression) throws IOException {
        Files.createDirectories(root.resolve("land/codes"));
        Files.createDirectories(root.resolve("land/to"));
        for (FunctionReference.Table table : function.tables()) {
            Files.writeString(root.resolve("land").resolve(table.file()), table.text());
        }
        Files.writeString(root.resolve("land/to/x.jslt"), "// an example\n" + expression);
        return reader.read(
                SomeSystems.system("land", Role.SPECIALISED, "Asia/Ho_Chi_Minh"),
                CanonicalRecords.read(Path.of("mappings/canonical"), reader, new SomeSystems()));
    }
}
