package vn.lienthong.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminAccountTest {
    @TempDir
    Path data;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void thePasswordOfTheSettingsIsTheOnlyOne() {
        AdminAccount account = AdminAccount.open(new AccessSettings("chosen", null, null, data), out);

        assertThat(account.accepts("admin", "chosen")).isTrue();
        assertThat(account.accepts("admin", "chosen ")).isFalse();
        assertThat(account.accepts("root", "chosen")).isFalse();
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aMadePasswordIsPrintedOnceAndStaysValid() throws IOException {
        AccessSettings settings = new AccessSettings(null, null, null, data.resolve("new"));
        AdminAccount first = AdminAccount.open(settings, out);
        Matcher line = Pattern.compile("password (\\S{24}) ").matcher(printed.toString(StandardCharsets.UTF_8));
        assertThat(line.find()).isTrue();
        String made = line.group(1);
        printed.reset();

        AdminAccount second = AdminAccount.open(settings, out);

        assertThat(first.accepts("admin", made)).isTrue();
        assertThat(second.accepts("admin", "wrong")).isFalse();
        assertThat(second.accepts("admin", made)).isTrue();
        assertThat(second.accepts("admin", made)).isTrue();
        assertThat(second.accepts("admin", "wrong")).isFalse();
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        Path file = data.resolve("new/admin.bcrypt");
        assertThat(Files.readString(file)).doesNotContain(made).startsWith("$2a$");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aDamagedFileStopsTheStartAndSaysWhatToDo() throws IOException {
        Files.writeString(data.resolve("admin.bcrypt"), "");

        assertThatThrownBy(() -> AdminAccount.open(new AccessSettings(null, null, null, data), out))
                .hasMessageContaining("HUB-API-011")
                .hasMessageContaining("delete it");
    }
}
