package vn.lienthong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.uiv1.OldClaim;
import vn.lienthong.sandbox.uiv1.UiV1;
import vn.lienthong.sandbox.world.People;
import vn.lienthong.sandbox.world.Times;

class UiV1Test {
    private static final Instant EVENING = Times.at("2019-03-04 17:05");
    private final OldClaim claim =
            OldClaim.of("HS1", new People(5).next().named("Nguyễn Đặng Ẩn"), LocalDate.of(2018, 5, 2));

    @Test
    void namesAreWrittenInTheBytesOfTcvn3AndTheMarkerComesBeside(@TempDir Path folder) throws IOException {
        Path file = new UiV1(folder, "TCVN3").export(EVENING, List.of(claim));
        assertThat(file.getFileName()).hasToString("TCTN_20190304_1705.csv");
        assertThat(folder.resolve("TCTN_20190304_1705.ok")).isEmptyFile();
        String hex = HexFormat.of().formatHex(Files.readAllBytes(file));
        // Nguyễn Đặng Ẩn, by the table of TCVN 5712:1993 VN3; the capital Ẩ has only the byte of its small letter.
        assertThat(hex).contains("4e677579d46e20a7c66e6720c86e").contains("0d0a");
    }

    @Test
    void namesInWindows1258AreReadBackByTheJdk(@TempDir Path folder) throws IOException {
        Path file = new UiV1(folder, "windows-1258").export(EVENING, List.of(claim));
        String text = new String(Files.readAllBytes(file), Charset.forName("windows-1258"));
        assertThat(Normalizer.normalize(text, Normalizer.Form.NFC))
                .contains("Nguyễn Đặng Ẩn")
                .contains("Tiền mặt");
    }

    @Test
    void anUnfinishedExportHasNoMarker(@TempDir Path folder) {
        UiV1 uiV1 = new UiV1(folder, "TCVN3");
        Path file = uiV1.exporting(EVENING)
                .claim(claim)
                .without("HoTen")
                .withoutMarker()
                .write();
        assertThat(uiV1.waiting()).containsExactly("TCTN_20190304_1705.csv");
        uiV1.finish(file);
        assertThat(uiV1.waiting()).hasSize(2);
    }
}
