package vn.lienthong.hub.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.hub.dossier.SystemId;

/** The table of the settings against the settings that are read. */
class SettingReferenceTest {
    @Test
    void everySettingOfABlockStandsInTheTableOnce() {
        List<String> read = new ArrayList<>();
        names("", SystemBlock.class, read);

        assertThat(SettingReference.all()).extracting(SettingReference::name).containsExactlyElementsOf(read);
    }

    @Test
    void whatHoldsOtherwiseIsWhatTheTableSays(@TempDir Path home) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(
                home.resolve(SettingsFile.NAME),
                "hub:\n  systems:\n    x:\n      role: archive\n      zone: UTC\n      directory: d\n");
        SettingsFile file = SettingsFile.read(home, Map.of());
        assertThat(file.faults()).isEmpty();
        SystemSettings x = file.get(new SystemId("x"));

        assertThat(otherwise("mode")).isEqualTo(x.mode().name().toLowerCase(Locale.ROOT));
        assertThat(otherwise("charset")).startsWith(x.charset());
        assertThat(x.poll()).isEqualTo(Duration.ofSeconds(2));
        assertThat(otherwise("timeout")).isEqualTo(x.timeout().toSeconds() + "s");
        assertThat(otherwise("page-size")).isEqualTo("" + x.pageSize());
        assertThat(otherwise("late-numbers")).isEqualTo(x.lateNumbers().toSeconds() + "s");
        assertThat(otherwise("batch")).isEqualTo("" + x.batch());
        assertThat(otherwise("workers")).isEqualTo("" + x.workers());
        assertThat(otherwise("max-per-second")).isEqualTo("" + x.brake().maxPerSecond());
        assertThat(otherwise("breaker.failures")).isEqualTo("" + x.brake().failures());
        assertThat(otherwise("breaker.first-wait"))
                .isEqualTo(x.brake().firstWait().toMillis() + "ms");
        assertThat(otherwise("breaker.longest-wait"))
                .isEqualTo(x.brake().longestWait().toSeconds() + "s");
        assertThat(otherwise("longest-retry-after"))
                .isEqualTo(x.brake().longestRetryAfter().toMinutes() + "m");
        assertThat(otherwise("told-finished")).isEqualTo("" + x.tellFinished());
        assertThat(otherwise("reconcile.every")).isEqualTo(x.reconcile().every().toHours() + "h");
        assertThat(otherwise("reconcile.window"))
                .isEqualTo(x.reconcile().window().toDays() + "d");
        assertThat(otherwise("reconcile.max-per-second"))
                .isEqualTo("" + x.reconcile().mostPerSecond());
        assertThat(otherwise("reconcile.mend")).isEqualTo("" + x.reconcile().mend());
        assertThat(otherwise("reconcile.deep")).isEqualTo("" + x.reconcile().deep());
    }

    private static String otherwise(String name) {
        return SettingReference.all().stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow()
                .otherwise();
    }

    private static void names(String before, Class<?> block, List<String> names) {
        for (RecordComponent component : block.getRecordComponents()) {
            String name =
                    before + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                names(name + ".", component.getType(), names);
            } else {
                names.add(component.getType() == Map.class ? name + ".*" : name);
            }
        }
    }
}
