package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.land.Node;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.portal.OnlineDossier;
import vn.lienthong.sandbox.uiv2.Claim;
import vn.lienthong.sandbox.wire.Journal;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Person;

/** What people write comes out as they wrote it: JSON, XML, SQL and back, letter by letter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the far systems' story clock does not go back
class WordsSurviveTest {
    /** Every vowel of Vietnamese in every tone, small and capital, and đ. */
    private static final String LETTERS = vowels("aăâeêioôơuưy") + vowels("AĂÂEÊIOÔƠUƯY") + "đĐ";

    private static final String SIGNS =
            "\"dấu nháy\" 'đơn' \\ / <thẻ> & &amp; ]]> {ngoặc} [vuông] %s ${x} {{y}} ; , | \t — “cong” 👨‍👩‍👧 🏠 𠮷 €";

    /** Exactly 1,000 code points with everything in it, no blank at its ends. */
    private static final String LONG = thousand("Lý do: " + SIGNS + " " + LETTERS + "\nDòng hai. ");

    /** H2 counts an emoji as two characters, and ui-v2 holds 1,000. */
    private static final String LONG_OLD =
            thousand("Lý do: " + SIGNS.replaceAll("[\\x{10000}-\\x{10FFFF}]", "") + " " + LETTERS + "\nDòng hai. ");

    private Scene scene;

    @BeforeAll
    void open(@TempDir Path folder) {
        scene = Scene.open(folder);
        scene.sandbox.softwareRuns(Duration.ofMillis(50));
    }

    @AfterAll
    void close() {
        scene.close();
    }

    @Test
    @Order(1)
    void aLandDossierKeepsItsWordsInEverySystem() {
        var land = scene.sandbox.land();
        var oneStop = scene.sandbox.oneStop();
        Person person = scene.person().named("Ỵ Ờ " + LETTERS.substring(0, 40) + " <&> \"Ẵ\" 👩");
        Person atHome = new Person(
                person.name(),
                person.cccd(),
                person.cmnd(),
                person.bornOn(),
                person.gender(),
                person.phone(),
                person.email(),
                "Số 5/7 " + SIGNS.replace('\t', ' '),
                person.wardCode(),
                person.socialBook());
        Official officer = new Official(
                "CB-Đ9",
                "Nguyễn Thị Thùy Dương <Phó phòng> & người được ủy quyền thứ nhất",
                "Phó “trưởng”",
                "P. <KT> & ĐC");

        String code = scene.sandbox
                .portal()
                .file(OnlineDossier.land(atHome, at("2026-09-10 08:00"), scene.parcel())
                        .with("TrichYeuHoSo", LONG)
                        .paper(Paper.of("TP09", "Giấy \"ủy quyền\" <bản chính> & 📄")
                                .at("https://dvc.example.vn/tep/a%20b?x=1&y=%C4%91")));
        scene.until("the one-stop has it", () -> oneStop.codeOf(code).isPresent());
        String own = oneStop.codeOf(code).orElseThrow();
        oneStop.accept(own, CLERK, at("2026-09-10 08:30"), at("2026-09-30 17:00"));
        scene.until("land has it", () -> land.knows(code));
        land.askForPapers(
                code,
                officer,
                at("2026-09-10 09:00"),
                LONG,
                at("2026-09-18 17:00"),
                true,
                Paper.of("TP05", "Bản vẽ <sơ đồ> & \"trích lục\"").because("Mờ: " + SIGNS.replace('\t', ' ')));
        scene.reachesPortal(code, "5", 2);
        scene.until("the one-stop sees the request", () -> oneStop.status(own).equals("CHO_BO_SUNG"));
        JsonNode request = oneStop.dossier(own).orElseThrow().path("boSung").deepCopy();
        scene.sandbox.portal().withdraw(code, at("2026-09-10 10:00"), LONG);
        scene.reachesPortal(code, "7", 3);
        scene.until("land has closed it", () -> land.dossier(code).orElseThrow().withdrawn());
        scene.settled();

        Node inLand = land.dossier(code).orElseThrow().dossier();
        assertThat(inLand.child("NguoiNop").orElseThrow().get("HoTen")).isEqualTo(atHome.name());
        assertThat(inLand.child("NguoiNop").orElseThrow().get("DiaChi")).isEqualTo(atHome.address());
        assertThat(inLand.all("GiayTo"))
                .extracting(it -> it.get("Ten"), it -> it.get("DuongDan"))
                .contains(org.assertj.core.api.Assertions.tuple(
                        "Giấy \"ủy quyền\" <bản chính> & 📄", "https://dvc.example.vn/tep/a%20b?x=1&y=%C4%91"));
        JsonNode atCounter = oneStop.dossier(own).orElseThrow();
        assertThat(atCounter.path("chuHoSo").path("hoTen").asText()).isEqualTo(atHome.name());
        assertThat(atCounter.path("chuHoSo").path("diaChi").asText()).isEqualTo(atHome.address());
        assertThat(request.path("noiDung").asText()).isEqualTo(LONG);
        assertThat(request.path("giayTo").path(0).path("ten").asText()).isEqualTo("Bản vẽ <sơ đồ> & \"trích lục\"");
        assertThat(request.path("giayTo").path(0).path("lyDo").asText()).isEqualTo("Mờ: " + SIGNS.replace('\t', ' '));
        assertThat(atCounter.path("buoc").path("noiDung").asText()).isEqualTo(LONG);
        JsonNode atPortal = scene.portalDossier(code);
        assertThat(atPortal.path("ChuHoSo").asText()).isEqualTo(atHome.name());
        assertThat(atPortal.path("TrichYeuHoSo").asText()).isEqualTo(LONG);
        assertThat(atPortal.path("GhiChu").asText()).isEqualTo(LONG);
        JsonNode asked = atPortal.path("DanhSachHoSoBoSung").path(0);
        assertThat(asked.path("NguoiYeuCauBoSung").asText()).isEqualTo(officer.name());
        assertThat(asked.path("NoiDungBoSung").asText()).isEqualTo(LONG);
        assertThat(asked.path("DanhSachGiayToBoSung").path(0).path("LyDo").asText())
                .isEqualTo("Mờ: " + SIGNS.replace('\t', ' '));
        JsonNode line = scene.sandbox.portal().lines(code).get(1);
        assertThat(line.path("NguoiXuLy").asText())
                .as("cut at a word")
                .isEqualTo("Nguyễn Thị Thùy Dương <Phó phòng> & người được ủy");
        assertThat(line.path("NoiDungXuLy").asText()).isEqualTo(officer.name() + ": " + LONG);
        assertThat(line.path("ChucDanh").asText()).isEqualTo(officer.title());
        assertThat(line.path("PhongBanXuLy").asText()).isEqualTo(officer.department());
        assertThat(land.journal().entries("RutHoSo"))
                .extracting(Journal.Entry::status)
                .containsExactly(200);
        assertThat(land.log(code).get(land.log(code).size() - 1).get("NoiDung")).isEqualTo(LONG);
        assertThat(scene.api().dossier(code).path("applicant").path("name").asText())
                .isNotEmpty();
        scene.nothingWentWrong(code);
    }

    @Test
    @Order(2)
    void aClaimKeepsItsWordsOnTheWayInAndOut() {
        var oneStop = scene.sandbox.oneStop();
        var uiV2 = scene.sandbox.uiV2();
        Person person = scene.person().named("Ỷ Ẫm " + LETTERS.substring(60, 110) + " \"O'Đ\" <&> 👩");
        Official officer = new Official(null, "Ông Đễ \"Ẵ\" <&>", null, "Phòng 'BHTN' & <CS>");

        String code = oneStop.enter(OneStopDossier.claim(person, at("2026-09-11 08:00"))
                .applicantWith("diaChi", "Ấp 'Kà Ốt'; drop table X --  \"<&>\" 🏠"));
        oneStop.accept(code, CLERK, at("2026-09-11 08:10"), at("2026-09-30 17:00"));
        scene.until("the job centre has it", () -> uiV2.claimOf(code).isPresent());
        long claim = uiV2.claimOf(code).orElseThrow();
        uiV2.askForPapers(
                claim,
                officer,
                at("2026-09-11 09:00"),
                LONG_OLD,
                at("2026-09-14 17:00"),
                Paper.of("TP03", "Tờ <rời> & \"sổ\" 📕").because("Mờ: " + SIGNS));
        scene.reachesPortal(code, "5", 3);
        scene.until("the one-stop sees the request", () -> oneStop.status(code).equals("CHO_BO_SUNG"));
        JsonNode request = oneStop.dossier(code).orElseThrow().path("boSung").deepCopy();
        uiV2.refuse(claim, officer, at("2026-09-11 10:00"), LONG_OLD);
        scene.reachesPortal(code, "8", 4);
        scene.settled();

        Map<String, Object> row = uiV2.claim(claim).orElseThrow();
        assertThat(row.get("HO_TEN")).isEqualTo(person.name());
        assertThat(row.get("DIA_CHI")).isEqualTo("Ấp 'Kà Ốt'; drop table X --  \"<&>\" 🏠");
        assertThat(request.path("noiDung").asText()).isEqualTo(LONG_OLD);
        assertThat(request.path("giayTo").path(0).path("ten").asText()).isEqualTo("Tờ <rời> & \"sổ\" 📕");
        assertThat(request.path("giayTo").path(0).path("lyDo").asText()).isEqualTo("Mờ: " + SIGNS);
        assertThat(oneStop.dossier(code)
                        .orElseThrow()
                        .path("buoc")
                        .path("noiDung")
                        .asText())
                .isEqualTo(LONG_OLD);
        JsonNode atPortal = scene.portalDossier(code);
        assertThat(atPortal.path("ChuHoSo").asText()).isEqualTo(person.name());
        assertThat(atPortal.path("GhiChu").asText()).isEqualTo(LONG_OLD);
        assertThat(scene.lines(code).get(3).text()).isEqualTo(LONG_OLD);
        assertThat(scene.lines(code).get(3).by()).isEqualTo(officer.name());
        scene.nothingWentWrong(code);
    }

    @Test
    @Order(3)
    void aNameInPartsOfLettersIsOneNameEverywhere() {
        Person person = scene.person().named(Normalizer.normalize("Nguyễn Thị Thủy Ưỡn", Normalizer.Form.NFD));
        long claim = scene.sandbox.uiV2().typeIn(Claim.of(person, at("2026-09-12 08:00")), Scene.JOB_OFFICER);
        var oneStop = scene.sandbox.oneStop();
        scene.until(
                "the one-stop has it", () -> oneStop.codeOf("ui-v2:" + claim).isPresent());
        String code = oneStop.codeOf("ui-v2:" + claim).orElseThrow();
        scene.reachesPortal(code, "2", 1);
        assertThat(List.of(
                        oneStop.dossier(code)
                                .orElseThrow()
                                .path("chuHoSo")
                                .path("hoTen")
                                .asText(),
                        scene.portalDossier(code).path("ChuHoSo").asText()))
                .containsOnly("Nguyễn Thị Thủy Ưỡn");
    }

    private static String vowels(String plain) {
        StringBuilder all = new StringBuilder();
        for (char vowel : plain.toCharArray()) {
            for (String tone : List.of("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")) {
                all.append(Normalizer.normalize(vowel + tone, Normalizer.Form.NFC));
            }
        }
        return all.toString();
    }

    private static String thousand(String piece) {
        StringBuilder text = new StringBuilder();
        while (text.codePointCount(0, text.length()) < 1000) {
            text.append(piece);
        }
        String cut = text.substring(0, text.offsetByCodePoints(0, 999)).stripTrailing();
        return cut + "…".repeat(1000 - cut.codePointCount(0, cut.length()));
    }
}
