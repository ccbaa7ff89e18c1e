package vn.lienthong.hub.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.hub.mapping.CodeKeys.AskedCode;

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
    @ValueSource(strings = {"đã chi trả", "07/2023"})
    void whatTheTableHasIsKept(String code) {
        assertThat(CodeWord.of(new AskedCode(TextNode.valueOf(code), "t", "c", code, true)))
                .isEqualTo(code);
    }
}
