package vn.lienthong.sandbox.actors;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import vn.lienthong.sandbox.uiv1.OldClaim;
import vn.lienthong.sandbox.world.Person;
import vn.lienthong.sandbox.world.Times;

/**
 * Journey 5: an office finds one more old export. Each file bears a minute of its own in the years of the old
 * software.
 */
final class OldFiles {
    private static final Instant FIRST = Times.at("2017-01-09 08:00");
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'TCTN_'uuuuMMdd_HHmm");

    private OldFiles() {}

    static Story of(Stage stage) {
        return new Story("old claims").then("an office exports old claims", () -> export(stage));
    }

    private static void export(Stage stage) {
        Instant at = FIRST.plus(Integer.parseInt(stage.number()), ChronoUnit.HOURS);
        while (written(stage.uiV1.folder(), at)) {
            // An earlier run of the sandbox left files in this folder.
            at = at.plus(1, ChronoUnit.HOURS);
        }
        List<OldClaim> claims = new ArrayList<>();
        int count = 3 + stage.dice.nextInt(6);
        for (int i = 0; i < count; i++) {
            LocalDate filed = Times.dayOf(at).minusDays(60 + stage.dice.nextInt(700));
            Person person = stage.people.next();
            stage.known("cccd", person.cccd());
            OldClaim claim = OldClaim.of("TN" + stage.number(), person, filed);
            if (stage.chance(30)) {
                claim.with("HinhThucNhanTien", stage.chance(50) ? "ATM" : "tien mat");
            }
            claims.add(claim);
        }
        var export = stage.uiV1.exporting(at).claims(claims);
        if (stage.chance(25)) {
            export.shuffled(stage.dice.nextLong());
        }
        if (stage.chance(20)) {
            export.claim(OldClaim.of("TN" + stage.number(), stage.people.next(), LocalDate.of(2016, 4, 4))
                    .with("NgayNop", "31/02/2016"));
        }
        stage.known("file", export.write().getFileName().toString());
    }

    private static boolean written(Path folder, Instant at) {
        String name = NAME.format(at.atZone(Times.VIETNAM)) + ".csv";
        return Files.exists(folder.resolve(name))
                || Files.exists(folder.resolve("da-doc").resolve(name));
    }
}
