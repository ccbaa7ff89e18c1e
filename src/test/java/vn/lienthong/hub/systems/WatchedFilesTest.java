package vn.lienthong.hub.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {
    private static final Path ROUTES = Path.of("routes/systems/a.camel.yaml");
    private static final Path EXAMPLE = Path.of("mappings/a/examples/x/from.s.json");

    @TempDir
    private Path home;

    private final AtomicLong nanos = new AtomicLong();
    private WatchedFiles files;

    @BeforeEach
    void start() throws IOException {
        write(ROUTES, "one\n");
        write(EXAMPLE, "{}\n");
        files = new WatchedFiles(home, nanos::get);
    }

    @Test
    void aFileThatIsWrittenInPiecesIsToldOnceWhenItIsAtRest() throws IOException {
        write(ROUTES, "");
        assertThat(after(200)).isEqualTo("[] [" + ROUTES + "]");
        write(ROUTES, "two\n");
        assertThat(after(200)).isEqualTo("[] [" + ROUTES + "]");
        write(ROUTES, "two\nthree\n");
        assertThat(after(200)).isEqualTo("[] [" + ROUTES + "]");
        assertThat(after(200)).isEqualTo("[] [" + ROUTES + "]");
        assertThat(after(200)).isEqualTo("[" + ROUTES + "] []");
        assertThat(after(2000)).isEqualTo("[] []");
    }

    @Test
    void aTextWithoutAnEndOfLineAndAnEmptyOneWaitLonger() throws IOException {
        write(ROUTES, "- route:\n    id: a");
        after(200);
        assertThat(after(600)).isEqualTo("[] [" + ROUTES + "]");
        assertThat(after(400)).isEqualTo("[" + ROUTES + "] []");
        write(ROUTES, "");
        after(200);
        assertThat(after(600)).isEqualTo("[] [" + ROUTES + "]");
        assertThat(after(400)).isEqualTo("[" + ROUTES + "] []");
    }

    @Test
    void theSameBytesAndFilesOfEditorsAreNoChange() throws IOException {
        write(ROUTES, "one\n");
        write(Path.of("routes/systems/.a.camel.yaml.swp"), "x\n");
        write(Path.of("routes/systems/a.camel.yaml~"), "x\n");
        write(Path.of("mappings/a/from/s.jslt.tmp"), "x\n");
        after(200);
        assertThat(after(2000)).isEqualTo("[] []");
    }

    @Test
    void aFileThatIsRenamedIntoItsPlaceIsOneChangeAndAGoneOneToo() throws IOException {
        write(Path.of("routes/systems/new.tmp"), "two\n");
        Files.move(home.resolve("routes/systems/new.tmp"), home.resolve(ROUTES), StandardCopyOption.REPLACE_EXISTING);
        after(200);
        assertThat(after(400)).isEqualTo("[" + ROUTES + "] []");
        Files.delete(home.resolve(ROUTES));
        after(200);
        assertThat(after(400)).isEqualTo("[] [" + ROUTES + "]");
        assertThat(after(600)).isEqualTo("[" + ROUTES + "] []");
        assertThat(files.hash(ROUTES)).isEmpty();
    }

    @Test
    void examplesAreLookedAtLessOften() throws IOException {
        write(EXAMPLE, "{\"a\":1}\n");
        assertThat(after(200)).isEqualTo("[] []");
        assertThat(after(900)).isEqualTo("[] [" + EXAMPLE + "]");
        assertThat(after(400)).isEqualTo("[" + EXAMPLE + "] []");
    }

    @Test
    void whatIsWrittenWhileItIsReadDoesNotStand() throws IOException {
        WatchedFiles.Standing standing = files.standing(path -> path.startsWith("routes"));
        assertThat(files.stands(standing)).isTrue();
        write(EXAMPLE, "{\"other\":1}\n");
        assertThat(files.stands(standing)).isTrue();
        write(Path.of("routes/systems/b.camel.yaml"), "new\n");
        assertThat(files.stands(standing)).isFalse();
        after(200);
        assertThat(files.standing(path -> path.startsWith("routes")))
                .as("while one of them is being written")
                .isNull();
    }

    /** Changed and moving files of a look so many milliseconds later. */
    private String after(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
        WatchedFiles.Look look = files.look();
        return look.changed() + " " + look.moving();
    }

    private void write(Path file, String text) throws IOException {
        Files.createDirectories(home.resolve(file).getParent());
        Files.writeString(home.resolve(file), text);
    }
}
