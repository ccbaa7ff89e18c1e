package vn.lienthong.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    @Test
    void thePageIsWhatTheSourcesSay() throws IOException {
        String page = Reference.of(Path.of("."));

        assertThat(Files.readString(Path.of("docs/reference.md")))
                .as("docs/reference.md; \"./hub reference > docs/reference.md\" writes it")
                .isEqualTo(page);
        assertThat(page).contains("### rest-pull-cursor", "### cut-at-word", "| `late-numbers` |");
    }
}
