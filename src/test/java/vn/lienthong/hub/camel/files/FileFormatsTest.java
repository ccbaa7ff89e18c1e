package vn.lienthong.hub.camel.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import vn.lienthong.hub.camel.Trees;
import vn.lienthong.hub.camel.files.FileFormat.UnreadableFile;
import vn.lienthong.hub.mapping.FixedWidth;

/** Bad records are told apart from good ones, half a file is no file, whatever the format. */
class FileFormatsTest {
    private static final CsvFile CSV = new CsvFile("UTF-8", ';', List.of("So"));

    @Test
    void aByteOrderMarkGoesBeforeTheSetting() {
        String text = "So;Ten\r\n1;Nguyễn Thị Ánh\r\n";
        CsvFile old = new CsvFile("TCVN3", ';', List.of("So"));

        assertThat(values(old.records(with(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, text, UTF_8))))
                .containsExactly("{\"So\":\"1\",\"Ten\":\"Nguyễn Thị Ánh\"}");
        assertThat(values(old.records(with(new byte[] {(byte) 0xFF, (byte) 0xFE}, text, StandardCharsets.UTF_16LE))))
                .containsExactly("{\"So\":\"1\",\"Ten\":\"Nguyễn Thị Ánh\"}");
        assertThat(values(old.records(with(new byte[] {(byte) 0xFE, (byte) 0xFF}, text, StandardCharsets.UTF_16BE))))
                .containsExactly("{\"So\":\"1\",\"Ten\":\"Nguyễn Thị Ánh\"}");
    }

    @Test
    void oldEncodingsBecomeUnicode() {
        // Nguyễn: TCVN3 has ễ at B1+.., windows-1258 writes ê and a tilde
        byte[] tcvn3 = "So;Ten\n1;Nguy\u00D4n\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] w1258 = "So;Ten\n1;Nguyê\u0303n\n".getBytes(Charset.forName("windows-1258"));

        assertThat(values(new CsvFile("TCVN3", ';', List.of()).records(tcvn3)))
                .containsExactly("{\"So\":\"1\",\"Ten\":\"Nguyễn\"}");
        assertThat(values(new CsvFile("windows-1258", ';', List.of()).records(w1258)))
                .containsExactly("{\"So\":\"1\",\"Ten\":\"Nguyễn\"}");
    }

    @Test
    void aBadLineOfACsvFileIsAloneBad() {
        List<FileRecord> records = CSV.records("So;Ten\n1;A\n2;B;too much\n\n3;\"C;\nD\"\n".getBytes(UTF_8));

        assertThat(records).extracting(FileRecord::number).containsExactly(2, 3, 5);
        assertThat(records.get(1).fault().code()).isEqualTo("HUB-MAP-021");
        assertThat(records.get(2).tree().path("Ten").asText()).isEqualTo("C;\nD");
        assertThatThrownBy(() -> CSV.records("Ten\nA\n".getBytes(UTF_8)))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("So");
    }

    @Test
    void fixedPlacesCountLettersInUtf8AndBytesElse() {
        FixedWidth places = new FixedWidth("So:1-4,Ten:5-12,Ngay:13-20", 1);
        String text =
                "DAU FILE\n0001Ánh Thị 20230810\r\n0002B       20230811\n\n0003 short\n0004\u0001bad    20230812\n";

        List<FileRecord> utf8 = new FixedWidthFile("UTF-8", places).records(text.getBytes(UTF_8));

        assertThat(values(utf8.subList(0, 2)))
                .containsExactly(
                        "{\"So\":\"0001\",\"Ten\":\"Ánh Thị\",\"Ngay\":\"20230810\"}",
                        "{\"So\":\"0002\",\"Ten\":\"B\",\"Ngay\":\"20230811\"}");
        assertThat(utf8.get(2).number()).isEqualTo(5);
        assertThat(utf8.get(2).fault().code()).isEqualTo("HUB-MAP-021");
        assertThat(utf8.get(3).fault().code()).isEqualTo("HUB-MAP-023");
        byte[] tcvn3 = "....\n0001Nguy\u00D4n  20230810\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(values(new FixedWidthFile("TCVN3", places).records(tcvn3)))
                .containsExactly("{\"So\":\"0001\",\"Ten\":\"Nguyễn\",\"Ngay\":\"20230810\"}");
        assertThatThrownBy(() -> new FixedWidth("So:4-1", 0)).hasMessageContaining("HUB-MAP-025");
    }

    @Test
    void theElementsOfAnXmlFileAreItsRecords() {
        XmlFile format = new XmlFile("HoSo", Set.of("GiayTo"));
        String text = """
                <?xml version="1.0" encoding="UTF-8"?>
                <q:Goi xmlns:q="urn:x" soLuong="2">
                  <q:HoSo ma="1"><Ten>Ánh &amp; Bình</Ten><GiayTo>a</GiayTo><Phi tien="5">năm</Phi></q:HoSo>
                  <q:HoSo ma="2"><GiayTo>a</GiayTo><GiayTo>b</GiayTo></q:HoSo><q:HoSo/>
                </q:Goi>
                """;

        List<FileRecord> records = format.records(text.getBytes(UTF_8));

        assertThat(values(records.subList(0, 2)))
                .containsExactly(
                        "{\"@ma\":\"1\",\"Ten\":\"Ánh & Bình\",\"GiayTo\":[\"a\"],\"Phi\":{\"@tien\":\"5\",\"#text\":\"năm\"}}",
                        "{\"@ma\":\"2\",\"GiayTo\":[\"a\",\"b\"]}");
        assertThat(records).extracting(FileRecord::number).containsExactly(3, 4, 5);
        byte[] half = Arrays.copyOf(text.getBytes(UTF_8), 190);
        assertThatThrownBy(() -> format.records(half)).isInstanceOf(UnreadableFile.class);
        String outside = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><x><HoSo>&e;</HoSo></x>";
        assertThatThrownBy(() -> format.records(outside.getBytes(UTF_8))).isInstanceOf(UnreadableFile.class);
    }

    @Test
    void jsonIsAListSomewhereOrARecordALine() {
        assertThat(values(new JsonFile("/data/items")
                        .records("{\"data\":{\"items\":[{\"a\":1.50},{\"a\":2}]}}".getBytes(UTF_8))))
                .containsExactly("{\"a\":1.50}", "{\"a\":2}");
        assertThat(values(new JsonFile("/").records("[{\"a\":1}]".getBytes(UTF_8))))
                .containsExactly("{\"a\":1}");
        assertThatThrownBy(() -> new JsonFile("/").records("[{\"a\":1},{\"a\"".getBytes(UTF_8)))
                .isInstanceOf(UnreadableFile.class);
        assertThatThrownBy(() -> new JsonFile("/x").records("{}".getBytes(UTF_8)))
                .hasMessageContaining("/x");

        List<FileRecord> lines = new JsonFile("lines").records("{\"a\":1}\n{\"a\"\n\n7\n{\"a\":2}".getBytes(UTF_8));
        assertThat(lines).extracting(FileRecord::number).containsExactly(1, 2, 4, 5);
        assertThat(lines).extracting(line -> line.fault() != null).containsExactly(false, true, true, false);
    }

    @Test
    void aSheetIsReadByTheNamesOfItsColumns() throws IOException {
        byte[] book = book(sheet -> {
            sheet.value(0, 0, "Danh sách hồ sơ");
            for (int i = 0; i < 5; i++) {
                sheet.value(2, i, List.of("Số", "Họ tên", "Ngày", "Lúc", "Tiền").get(i));
            }
            sheet.value(3, 0, 79188005678L);
            sheet.value(3, 1, "  Ánh ");
            sheet.value(3, 2, LocalDate.of(2023, 8, 10));
            sheet.style(3, 2).format("dd/mm/yyyy").set();
            sheet.value(3, 3, LocalDateTime.of(2023, 8, 10, 14, 30, 15));
            sheet.style(3, 3).format("yyyy-mm-dd hh:mm:ss").set();
            sheet.value(3, 4, new BigDecimal("0.1").add(new BigDecimal("0.2")));
            sheet.value(5, 0, "x");
        });

        List<FileRecord> records = new ExcelFile("Hồ sơ", 3, List.of("Số")).records(book);

        assertThat(values(records))
                .containsExactly(
                        "{\"Số\":\"79188005678\",\"Họ tên\":\"Ánh\",\"Ngày\":\"2023-08-10\","
                                + "\"Lúc\":\"2023-08-10T14:30:15\",\"Tiền\":\"0.3\"}",
                        "{\"Số\":\"x\"}");
        assertThat(records).extracting(FileRecord::number).containsExactly(4, 6);
        assertThatThrownBy(() -> new ExcelFile("", 3, List.of("CCCD")).records(book))
                .hasMessageContaining("CCCD");
        assertThatThrownBy(() -> new ExcelFile("Khác", 1, List.of()).records(book))
                .hasMessageContaining("Khác");
        assertThatThrownBy(() -> new ExcelFile("", 1, List.of()).records(Arrays.copyOf(book, book.length / 2)))
                .isInstanceOf(UnreadableFile.class);
        assertThatThrownBy(() -> new ExcelFile("", 1, List.of()).records("no zip".getBytes(UTF_8)))
                .isInstanceOf(UnreadableFile.class);
    }

    @Test
    void whatIsWrittenAsXmlIsReadAsTheSame() {
        byte[] written = PlainXml.of(Trees.of(
                "{'Goi':{'@ma':'1','HoSo':[{'Ten':'Ánh & <B>','Phi':{'@tien':'5','#text':'x'}},{'Ten':''}]}}"));

        assertThat(values(new XmlFile("HoSo", Set.of()).records(written)))
                .containsExactly("{\"Ten\":\"Ánh & <B>\",\"Phi\":{\"@tien\":\"5\",\"#text\":\"x\"}}", "{\"Ten\":\"\"}");
        assertThatThrownBy(() -> PlainXml.of(Trees.of("{'a b':1}"))).hasMessageContaining("a b");
        assertThatThrownBy(() -> PlainXml.of(Trees.of("{'a':'\\u0001'}"))).hasMessageContaining("cannot carry");
    }

    private static byte[] book(Consumer<Worksheet> fill) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "test", "1.0")) {
            fill.accept(book.newWorksheet("Hồ sơ"));
        }
        return bytes.toByteArray();
    }

    private static byte[] with(byte[] mark, String text, Charset charset) {
        byte[] bytes = text.getBytes(charset);
        byte[] all = Arrays.copyOf(mark, mark.length + bytes.length);
        System.arraycopy(bytes, 0, all, mark.length, bytes.length);
        return all;
    }

    private static List<String> values(List<FileRecord> records) {
        return records.stream().map(record -> record.tree().toString()).toList();
    }
}
