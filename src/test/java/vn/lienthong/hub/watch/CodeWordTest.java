package vn.lienthong.hub.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.hub.dossier.MissingRow;

/** What is kept of the value of a code field. */
class CodeWordTest {
    @ParameterizedTest
    @ValueSource(strings = {"CHO_DUYET", "1.001978.000.00.00.H53", "9", "G01", "chờ"})
    void whatLooksLikeACodeIsKept(String code) {
        assertThat(CodeWord.of(code)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nguyễn Văn An",
                "079201001234",
                "0912345678",
                "17-04-1988",
                "1988-04-17",
                "17.04.1988",
                "17/04/1988",
                "an@example.vn",
                "Số 12, ấp Đông Hiệp"
            })
    void whatMayBeOfAPersonIsNot(String value) {
        assertThat(CodeWord.of(value)).isEqualTo(CodeWord.NO_CODE);
    }

    @ParameterizedTest
    @CsvSource({"26881@2025-07-01, 26881@2025-07-01", "Nguyễn Văn An@2025-07-01, (no code)", "an@example.vn, (no code)"
    })
    void theDayFromWhichACodeDoesNotHoldStaysBehindIt(String missing, String kept) {
        assertThat(CodeWord.of(new MissingRow("t", "c", missing)).key()).isEqualTo(kept);
    }
}
