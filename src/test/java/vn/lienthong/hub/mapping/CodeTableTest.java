package vn.lienthong.hub.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.Violation;

/** Code tables that hold for days. */
class CodeTableTest {
    private static final String OFFICES =
            "ma;ten;from;to\n01;Phòng Lao động;;2025-02-28\n01;Sở Nội vụ;2025-03-01;\n02;Cũ;2010-01-01;2014-12-31\n";

    @ParameterizedTest
    @CsvSource({
        "01, 1999-01-01, Phòng Lao động",
        "01, 2025-02-28, Phòng Lao động",
        "01, 2025-03-01, Sở Nội vụ",
        "01, 2199-12-31, Sở Nội vụ",
        "02, 2010-01-01, Cũ",
        "02, 2009-12-31,",
        "02, 2015-01-01,",
        "03, 2015-01-01,"
    })
    void aLineHoldsFromItsFirstToItsLastDay(String key, String day, String expected) {
        assertThat(table(OFFICES).line(key, day).map(line -> line.get("ten")).orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void aDatedTableGivesNothingWithoutADay() {
        assertThat(table(OFFICES).isDated()).isTrue();
        assertThat(table(OFFICES).line("01")).isEmpty();
        assertThat(table("ma;ten;from\n01;a;2010-01-01\n").isDated()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "02;Mới;2014-12-31;, one line a key and day",
        "02;Mới;;2010-01-01, one line a key and day",
        "04;Mới;2025-02-30;, days like 2025-07-01",
        "04;Mới;01/07/2025;, days like 2025-07-01",
        "04;Mới;2025;, days like 2025-07-01",
        "04;Mới;2025-07-02;2025-07-01, the first one first"
    })
    void wrongDaysAreNamedByTheLine(String line, String expected) {
        List<Violation> faults = new ArrayList<>();
        CodeTable.read("mappings/codes/office.csv", (OFFICES + line + "\n").getBytes(UTF_8), faults);

        assertThat(faults).hasSize(1).allSatisfy(fault -> {
            assertThat(fault.path()).isEqualTo("mappings/codes/office.csv:5");
            assertThat(fault.expected()).contains(expected);
        });
    }

    @Test
    void recordsThatMissTheSameRowWaitForTheSame() {
        CodeTable table = table(OFFICES);

        assertThat(table.missing("02", "2016-05-01").key()).isEqualTo("02@2015-01-01");
        assertThat(table.missing("02", "2020-05-01").key()).isEqualTo("02@2015-01-01");
        assertThat(table.missing("02", "2001-05-01").key()).isEqualTo("02@2009-12-31");
        assertThat(table.missing("03", "2001-05-01").key()).isEqualTo("03");
    }

    @Test
    void aNewRowIsKnownOnlyIfItHoldsThen() {
        MissingRow gap = table(OFFICES).missing("02", "2020-05-01");
        MissingRow unknown = table(OFFICES).missing("03", "2020-05-01");

        assertThat(table(OFFICES).has(gap)).isFalse();
        assertThat(table(OFFICES).has(unknown)).isFalse();
        assertThat(table(OFFICES + "02;Mới;2026-01-01;\n").has(gap)).isFalse();
        assertThat(table(OFFICES + "02;Mới;2015-01-01;\n").has(gap)).isTrue();
        assertThat(table(OFFICES + "03;Mới;2015-01-01;\n").has(unknown)).isTrue();
    }

    @Test
    void packsShareOneReadingOfACommonTable(@TempDir Path folder) throws IOException {
        TableFiles files = new TableFiles();
        Path file = Files.writeString(folder.resolve("office.csv"), OFFICES);
        List<Violation> faults = new ArrayList<>();

        CodeTable first = files.table(file, "mappings/codes/office.csv", faults);
        assertThat(files.table(file, "mappings/codes/office.csv", faults)).isSameAs(first);
        assertThat(faults).isEmpty();

        Files.writeString(file, OFFICES + "02;Mới;2010-01-01;\n");
        files.table(file, "mappings/codes/office.csv", faults);
        files.table(file, "mappings/codes/office.csv", faults);
        assertThat(faults).as("each reader hears of the fault").hasSize(2);
    }

    /** The shipped list of wards fits together: every follower is a ward of today, every province has its line. */
    @Test
    void theShippedWardsFitTogether() throws IOException {
        CodeTable wards = shipped("wards");
        CodeTable provinces = shipped("provinces");

        assertThat(wards.lines().stream().filter(line -> !line.containsKey("to")))
                .hasSize(3321);
        assertThat(wards.lines().stream().filter(line -> line.containsKey("to")))
                .hasSize(10_034);
        assertThat(provinces.lines()).hasSize(63 + 34);
        assertThat(wards.lines()).allSatisfy(line -> {
            String day = line.containsKey("to") ? "2025-06-30" : "2025-07-01";
            assertThat(line.get("code")).matches("[0-9]{5}");
            assertThat(provinces.line(line.get("province"), day)).isPresent();
            if (line.containsKey("to")) {
                assertThat(line.get("next").split(" ")).allSatisfy(next -> {
                    assertThat(wards.line(next, "2025-07-01")).as(next).isPresent();
                    Map<String, String> province =
                            provinces.line(line.get("province"), "2025-06-30").orElseThrow();
                    assertThat(wards.line(next, "2025-07-01").orElseThrow().get("province"))
                            .isEqualTo(province.get("next"));
                });
            }
        });
        assertThat(wards.byKey().values().stream()
                        .filter(lines -> lines.size() == 2)
                        .filter(lines ->
                                !lines.get(0).get("name").equals(lines.get(1).get("name"))))
                .as("codes that live on under another name (13 more differ only in their Unicode form)")
                .hasSize(2178);
    }

    private static CodeTable shipped(String name) throws IOException {
        List<Violation> faults = new ArrayList<>();
        CodeTable table = CodeTable.read(name, Files.readAllBytes(Path.of("mappings/codes", name + ".csv")), faults);
        assertThat(faults).isEmpty();
        return table;
    }

    private static CodeTable table(String text) {
        List<Violation> faults = new ArrayList<>();
        CodeTable table = CodeTable.read("mappings/codes/office.csv", text.getBytes(UTF_8), faults);
        assertThat(faults).isEmpty();
        return table;
    }
}
