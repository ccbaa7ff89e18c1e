package vn.lienthong.hub.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VniTest {
    /** The 67 letters beyond ASCII and, in the same order, how VNI writes them, as Latin-1 shows it. */
    private static final List<String> LETTERS =
            List.of(("á à ả ã ạ ă ắ ằ ẳ ẵ ặ â ấ ầ ẩ ẫ ậ đ é è ẻ ẽ ẹ ê ế ề ể ễ ệ í ì ỉ ĩ ị"
                            + " ó ò ỏ õ ọ ô ố ồ ổ ỗ ộ ơ ớ ờ ở ỡ ợ ú ù ủ ũ ụ ư ứ ừ ử ữ ự ý ỳ ỷ ỹ ỵ")
                    .split(" "));

    private static final List<String> WRITTEN =
            List.of(("aù aø aû aõ aï aê aé aè aú aü aë aâ aá aà aå aã aä ñ eù eø eû eõ eï eâ eá eà eå eã eä í ì æ ó ò"
                            + " où oø oû oõ oï oâ oá oà oå oã oä ô ôù ôø ôû ôõ ôï uù uø uû uõ uï ö öù öø öû öõ öï"
                            + " yù yø yû yõ î")
                    .split(" "));

    @Test
    void allLettersInBothCasesAreReadAndAreNfc() {
        assertThat(LETTERS).hasSize(67).doesNotHaveDuplicates();
        for (int i = 0; i < LETTERS.size(); i++) {
            String small = LETTERS.get(i);
            assertThat(decoded(WRITTEN.get(i))).as(small).isEqualTo(small).hasSize(1);
            assertThat(Normalizer.isNormalized(decoded(WRITTEN.get(i)), Form.NFC))
                    .isTrue();
            String capital = small.toUpperCase(java.util.Locale.ROOT);
            assertThat(decoded(WRITTEN.get(i).toUpperCase(java.util.Locale.ROOT)))
                    .as(capital)
                    .isEqualTo(capital)
                    .hasSize(1);
        }
    }

    @Test
    void noTwoLettersAreWrittenAlike() {
        assertThat(WRITTEN).doesNotHaveDuplicates();
    }

    /** Bytes by number, so that the test does not share a slip with the table: U+0300 hats and tones of Nguyễn Thị Ổn. */
    @Test
    void theBytesAreThoseOfTheFonts() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("Nguye".getBytes(ISO_8859_1));
        bytes.write(0xE3);
        bytes.writeBytes("n Th".getBytes(ISO_8859_1));
        bytes.write(0xF2);
        bytes.writeBytes(" O".getBytes(ISO_8859_1));
        bytes.write(0xC5);
        bytes.writeBytes("n".getBytes(ISO_8859_1));

        assertThat(new Vni().decode(bytes.toByteArray()).text()).isEqualTo("Nguyễn Thị Ổn");
    }

    @ParameterizedTest
    @CsvSource({
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Ñoäc laäp - Töï do - Haïnh phuùc, Độc lập - Tự do - Hạnh phúc",
        "NGUYEÃN VAÊN HUØNG, NGUYỄN VĂN HÙNG",
        "Traàn Quoác Tuaán, Trần Quốc Tuấn",
        "Phöôùc Myõ, Phước Mỹ",
        "Soá 5 KP 2, Số 5 KP 2"
    })
    void namesAreRead(String latin, String expected) {
        assertThat(decoded(latin)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ù", "tù", " â", "iê", "uâ", "ñù", "aùù", "aùâ"})
    void aMarkThatNoLetterTakesIsAFault(String latin) {
        TextEncoding.Decoded decoded = new Vni().decode(latin.getBytes(ISO_8859_1));

        assertThat(decoded.text()).isNull();
        assertThat(decoded.flaw()).extracting(CsvRows.Flaw::code).isEqualTo("HUB-MAP-024");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u007F", "\u0080", "A\u00DE", "\u00B5", "\u00FF"})
    void otherBytesAreNoLetters(String latin) {
        TextEncoding.Decoded decoded = new Vni().decode(latin.getBytes(ISO_8859_1));

        assertThat(decoded.text()).isNull();
        assertThat(decoded.flaw()).extracting(CsvRows.Flaw::code).isEqualTo("HUB-MAP-023");
    }

    @Test
    void aFileIsReadInIt() {
        OldCsv.Sheet sheet = OldCsv.read(
                "SoHS;HoTen;NgayNop;TrangThai\r\n1;Nguyeãn Thò Bình;01/02/2010;1\r\n".getBytes(ISO_8859_1), "vni");

        assertThat(sheet.lines().get(0).tree().path("HoTen").asText()).isEqualTo("Nguyễn Thị Bình");
    }

    private static String decoded(String latin) {
        return String.valueOf(new Vni().decode(latin.getBytes(ISO_8859_1)).text());
    }
}
