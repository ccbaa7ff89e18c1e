package vn.lienthong.hub.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrongCharsetTest {
    private static final List<String> NAMES = List.of(
            "Nguyễn Thị Bình",
            "Trần Văn Hùng",
            "Lê Thị Mỹ Hạnh",
            "Phạm Quốc Tuấn",
            "Huỳnh Ngọc Ánh",
            "Võ Đình Phước",
            "Đặng Thị Thuý",
            "Bùi Xuân Trường",
            "Đỗ Hữu Nghĩa",
            "Lý Thị Kiều",
            "Đoàn Khuyến",
            "Trương Nhật Quang");

    @ParameterizedTest
    @CsvSource({
        "NguyÔn ThÞ B×nh, TCVN3",
        "TrÇn V¨n Hïng, TCVN3",
        "Hång, TCVN3",
        "BÝch, TCVN3",
        "Nguyeãn Thò Bình, VNI",
        "Traàn Vaên Huøng, VNI",
        "NguyêÞn ThiÌ Thanh, windows-1258",
        "Nguyá»…n Thá»‹ BÃ¬nh, UTF-8",
        "LÃª TÃº, UTF-8",
        // read as TCVN3
        "Nguyờịn Vón A, windows-1258",
        "Nguyeón Thũ Bỡnh, VNI"
    })
    void theRightEncodingIsNamed(String text, String encoding) {
        assertThat(WrongCharset.of(text)).hasValueSatisfying(remedy -> assertThat(remedy)
                .contains("its bytes are " + encoding + ";")
                .doesNotContain(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nguy?n Th? B?nh", "Nguy\uFFFDn", "Nguy&#7877;n", "A\u0001B", "Nguy\u0092n"})
    void lostLettersAreFound(String text) {
        assertThat(WrongCharset.of(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Lan",
                "Lê Tú",
                "Hà",
                "Hòa",
                "Hoà",
                "Thuý",
                "Thúy",
                "Qúy",
                "LÊ TÚ",
                "Đinh Thanh",
                "Y Niê",
                "H'Hên Niê",
                "Krông Nô",
                "Rơ Châm Pó",
                "Byă Ksor",
                "Mlô",
                "Vàng Mí Sò",
                "Giàng A Páo",
                "Jürgen Müller",
                "José García",
                "Håkan Öberg",
                "François",
                "Nguyễn Văn A (Ô.)",
                "Số 5A/2, ấp Tân Hoà",
                "Tổ 3 - KP.4",
                "Công ty TNHH Müller",
                "Có gì? Không",
                "12 m² - “Đất ở”",
                "Ông, bà",
                "Sân Golf số 1"
            })
    void whatMayBeRightPasses(String text) {
        assertThat(WrongCharset.of(Normalizer.normalize(text, Normalizer.Form.NFC)))
                .isEmpty();
    }

    /** Every ward of the country, and names: right ones pass; read in a wrong encoding nearly all are found. */
    @Test
    void everyWardPassesAndWrongReadingsAreFound() throws IOException {
        List<String> right = new ArrayList<>(NAMES);
        for (String line :
                Files.readAllLines(Path.of("mappings/codes/wards.csv")).subList(1, 13_356)) {
            right.add(line.split(";")[1]);
        }
        assertThat(right)
                .allSatisfy(name -> assertThat(WrongCharset.of(name)).as(name).isEmpty());

        Charset windows = Charset.forName("windows-1252");
        assertThat(share(right.stream()
                        .map(name -> new String(name.getBytes(UTF_8), windows))
                        .toList()))
                .isGreaterThan(0.99);
        assertThat(share(shown(right, new Tcvn3()))).isGreaterThan(0.97);
        assertThat(share(shown(right, new Vni()))).isGreaterThan(0.97);
    }

    private static double share(List<String> read) {
        List<String> wrong = read.stream()
                .filter(text -> text.chars().anyMatch(c -> c >= 0x80))
                .toList();
        assertThat(wrong).hasSizeGreaterThan(10_000);
        return (double) wrong.stream()
                        .filter(text -> WrongCharset.of(Normalizer.normalize(text, Normalizer.Form.NFC))
                                .isPresent())
                        .count()
                / wrong.size();
    }

    /** Text in an old encoding, shown as Latin-1: the table is found by asking the reader for every one and two bytes. */
    private static List<String> shown(List<String> right, TextEncoding encoding) {
        Map<String, String> table = new HashMap<>();
        for (int one = 0x80; one <= 0xFF; one++) {
            for (String base : "a e i o u y ô ö A E I O U Y Ô Ö ".split(" ", -1)) {
                String latin = base + (char) one;
                String letter = encoding.decode(latin.getBytes(ISO_8859_1)).text();
                if (letter != null && letter.length() == 1) {
                    table.put(letter, latin);
                }
            }
        }
        return right.stream()
                .map(name -> name.chars()
                        .mapToObj(Character::toString)
                        // TCVN3 has few capitals; what it cannot write stays out
                        .map(c -> c.charAt(0) < 0x80 ? c : table.getOrDefault(c, table.get(c.toLowerCase(Locale.ROOT))))
                        .map(String::valueOf)
                        .collect(Collectors.joining()))
                .filter(name -> !name.contains("null"))
                .toList();
    }
}
