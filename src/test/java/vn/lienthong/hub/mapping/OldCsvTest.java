package vn.lienthong.hub.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.OldCsv.Line;
import vn.lienthong.hub.mapping.OldCsv.Sheet;
import vn.lienthong.hub.mapping.OldCsv.Unreadable;

class OldCsvTest {
    private static final String HEADER = "SoHS;HoTen;NgayNop;TrangThai;DiaChi\r\n";

    @Test
    void columnsAreFoundByNameInAnyOrder() {
        Sheet sheet = sheet("TrangThai;La;HoTen;SoHS;NgayNop\r\n12;x;An;HS-1;01/02/2019\r\n");

        assertThat(sheet.header()).containsExactly("TrangThai", "La", "HoTen", "SoHS", "NgayNop");
        assertThat(sheet.lines()).hasSize(1);
        assertThat(sheet.lines().get(0).tree().toString())
                .isEqualTo(
                        "{\"TrangThai\":\"12\",\"La\":\"x\",\"HoTen\":\"An\",\"SoHS\":\"HS-1\",\"NgayNop\":\"01/02/2019\"}");
    }

    @Test
    void emptyFieldsAreLeftOutAndLineNumbersAreThoseOfTheFile() {
        Sheet sheet = sheet(HEADER + "1;An;01/02/2019;12;\r\n\r\n2; ;01/02/2019;12;x\n3;Ba;;1;y");

        assertThat(sheet.lines()).extracting(Line::number).containsExactly(2, 4, 5);
        assertThat(sheet.lines().get(1).tree().has("HoTen")).isFalse();
        assertThat(new String(sheet.lines().get(0).raw(), ISO_8859_1)).isEqualTo("1;An;01/02/2019;12;");
    }

    @Test
    void quotesKeepDelimitersQuotesAndLineEnds() {
        Sheet sheet = sheet(HEADER + "1;\"An; \"\"Ba\"\"\";01/02/2019;12;\"so 1\r\nto 2\"\r\n2;Tu;01/02/2019;1;z\r\n");

        assertThat(sheet.lines()).extracting(Line::number).containsExactly(2, 4);
        assertThat(sheet.lines().get(0).tree().path("HoTen").asText()).isEqualTo("An; \"Ba\"");
        assertThat(sheet.lines().get(0).tree().path("DiaChi").asText()).isEqualTo("so 1\r\nto 2");
    }

    @Test
    void aBrokenLineIsAFaultOfThatLineOnly() {
        Sheet sheet = sheet(HEADER
                + "1;An;01/02/2019;12;a\r\n"
                + "2;\"Ba;01/02/2019;12;b\r\n"
                + "3;Tu;01/02/2019\r\n"
                + "4;\"Ty\" x;01/02/2019;12;d\r\n"
                + "5;\"Sau\";01/02/2019;12;\"e\"\r\n"
                + "6;Bay;01/02/2019;12;\"f\r\n");

        assertThat(sheet.lines()).extracting(Line::number).containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(sheet.lines())
                .filteredOn(line -> !line.faults().isEmpty())
                .extracting(Line::number, line -> line.faults().get(0).code(), line -> line.faults()
                        .get(0)
                        .path())
                .containsExactly(
                        tuple(3, "HUB-MAP-022", "line 3"),
                        tuple(4, "HUB-MAP-021", "line 4"),
                        tuple(5, "HUB-MAP-022", "line 5"),
                        tuple(7, "HUB-MAP-022", "line 7"));
        assertThat(sheet.lines().get(4).tree().path("DiaChi").asText()).isEqualTo("e");
    }

    @Test
    void aByteThatTheTableDoesNotHaveIsAFaultOfItsLine() {
        Sheet sheet = sheet(
                HEADER + "1;An\u0085;01/02/2019;12;a\r\n2;Ba\u0000;01/02/2019;12;b\r\n3;C\u00B3;;;\r\n4;D;;;\r\n");

        assertThat(sheet.lines().subList(0, 3))
                .flatExtracting(Line::faults)
                .extracting(Violation::code, Violation::path, Violation::found)
                .containsExactly(
                        tuple("HUB-MAP-023", "/HoTen", "the byte 85"),
                        tuple("HUB-MAP-023", "/HoTen", "the byte 00"),
                        tuple("HUB-MAP-023", "/HoTen", "the byte B3"));
        assertThat(sheet.lines().get(3).faults()).isEmpty();
    }

    @Test
    void theFileMayBeInWindows1258OrUtf8() {
        byte[] windows = (HEADER + "1;Nguy\u00EA\u00DEn Thi\u00F2;01/02/2019;12;\u00EC x\r\n").getBytes(ISO_8859_1);
        Sheet sheet = OldCsv.read(windows, "windows-1258");
        assertThat(sheet.lines().get(0).tree().path("HoTen").asText()).isEqualTo("Nguyễn Thị");
        assertThat(sheet.lines().get(0).faults()).extracting(Violation::code).containsExactly("HUB-MAP-024");

        byte[] utf8 = ("\uFEFF" + HEADER + "1;Nguyễn Thị;01/02/2019;12;\r\n").getBytes(UTF_8);
        assertThat(OldCsv.read(utf8, "utf-8")
                        .lines()
                        .get(0)
                        .tree()
                        .path("HoTen")
                        .asText())
                .isEqualTo("Nguyễn Thị");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "SoHS;HoTen;NgayNop\r\n1;2;3",
                "SoHS,HoTen,NgayNop,TrangThai\r\n",
                "SoHS;HoTen;NgayNop;TrangThai;SoHS\r\n"
            })
    void aFileWithoutItsHeaderCannotBeReadAtAll(String file) {
        assertThatThrownBy(() -> sheet(file)).isInstanceOf(Unreadable.class).hasMessageContaining("HUB-MAP-020");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VPS", "UTF-16", "no such", ""})
    void anUnknownCharsetIsNamed(String charset) {
        assertThatThrownBy(() -> OldCsv.read(HEADER.getBytes(ISO_8859_1), charset))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("TCVN3, VNI, windows-1258 or UTF-8");
    }

    private static Sheet sheet(String latin) {
        return OldCsv.read(latin.getBytes(ISO_8859_1), "TCVN3");
    }
}
