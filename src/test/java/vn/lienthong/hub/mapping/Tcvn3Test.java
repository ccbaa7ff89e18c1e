package vn.lienthong.hub.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Tcvn3Test {
    @ParameterizedTest
    @CsvSource({
        // Texts as they look where the bytes are shown as Latin-1.
        "B¶o Th¾ng, Bảo Thắng",
        "M\u00ADêng Kh\u00AD¬ng, Mường Khương",
        "B¸t X¸t, Bát Xát",
        "NguyÔn ThÞ B×nh, Nguyễn Thị Bình",
        "Céng hoµ x· héi chñ nghÜa ViÖt Nam, Cộng hoà xã hội chủ nghĩa Việt Nam",
        "§éc lËp - Tù do - H¹nh phóc, Độc lập - Tự do - Hạnh phúc"
    })
    void bytesBecomeLetters(String latin, String expected) {
        assertThat(decoded(latin)).isEqualTo(expected);
    }

    @Test
    void everyLetterOfTheStandardHasItsByte() {
        String letters = "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĂÂÊÔƠƯĐ\u00A0";
        assertThat(letters).hasSize(75);
        assertThat(letters.chars()).allSatisfy(letter -> assertThat(bytesOf((char) letter.intValue()))
                .isEqualTo(1));
    }

    @ParameterizedTest
    @CsvSource({
        "NGUYÔN V¡N A, NGUYỄN VĂN A",
        "NGUY¤N, NGUYÔN",
        "L£ THÞ Tó, LÊ THỊ TÚ",
        "TRÇN §øC, TRẦN ĐỨC",
        "NGUYÔN THÞ ý, NGUYỄN THỊ Ý"
    })
    void capitalsThatHadNoByteComeBack(String latin, String expected) {
        assertThat(decoded(latin)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Lª Tó, Lê Tú",
        "Hµ, Hà",
        "Vò Hµ, Vũ Hà",
        "NGUYªN, NGUYêN",
        "TP Tó, TP Tú",
        "§ç ThÞ Hµ, Đỗ Thị Hà",
        "Sè 5 KP Tó, Số 5 KP Tú",
        "UBND x· Hµ, UBND xã Hà"
    })
    void whatMayBeASmallLetterStays(String latin, String expected) {
        assertThat(decoded(latin)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00", "1F", "7F", "80", "9F", "AF", "B0", "B4", "BA", "BF", "C0", "C5", "CD", "D9", "DA", "DB", "E0",
                "F0", "FF"
            })
    void otherBytesAreNoLetters(String hex) {
        TextEncoding.Decoded decoded = new Tcvn3().decode(HexFormat.of().parseHex("41" + hex));

        assertThat(decoded.text()).isNull();
        assertThat(decoded.flaw()).isEqualTo(new CsvRows.Flaw("HUB-MAP-023", "text in TCVN3", "the byte " + hex));
    }

    private static int bytesOf(char letter) {
        int bytes = 0;
        for (int one = 0; one < 256; one++) {
            bytes += String.valueOf(letter)
                            .equals(new Tcvn3().decode(new byte[] {(byte) one}).text())
                    ? 1
                    : 0;
        }
        return bytes;
    }

    private static String decoded(String latin) {
        return new Tcvn3().decode(latin.getBytes(ISO_8859_1)).text();
    }
}
