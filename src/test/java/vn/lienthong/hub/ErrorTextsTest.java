package vn.lienthong.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever meets an error code finds its text, in both languages. */
class ErrorTextsTest {
    private static final Pattern CODE = Pattern.compile("HUB-[A-Z]+-\\d{3}");

    @ParameterizedTest
    @ValueSource(strings = {"messages.properties", "messages_vi.properties"})
    void everyCodeOfTheSourcesHasAText(String bundle) throws IOException {
        Properties texts = texts(bundle);
        Map<String, Path> missing = new TreeMap<>(codes());
        missing.keySet().removeIf(code -> !texts.getProperty(code, "").isBlank());

        assertThat(missing)
                .as("add to src/main/resources/%s a line \"<code>=<what happened, one sentence>\" for", bundle)
                .isEmpty();
    }

    @Test
    void bothLanguagesHaveTheSameKeys() throws IOException {
        assertThat(texts("messages_vi.properties").stringPropertyNames())
                .isEqualTo(texts("messages.properties").stringPropertyNames());
    }

    private static Properties texts(String bundle) throws IOException {
        Properties texts = new Properties();
        try (InputStream file = ErrorTextsTest.class.getResourceAsStream("/" + bundle)) {
            assertThat(file).as("src/main/resources/%s", bundle).isNotNull();
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return texts;
    }

    /** Every code with one file that has it. */
    private static Map<String, Path> codes() throws IOException {
        Map<String, Path> codes = new TreeMap<>();
        for (String folder : new String[] {"src/main/java", "routes", "mappings", "config"}) {
            Path root = Path.of(folder);
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(file -> file.toString().matches(".*\\.(java|ya?ml|jslt)"))
                            .forEach(file -> CODE.matcher(read(file))
                                    .results()
                                    .map(MatchResult::group)
                                    .forEach(code -> codes.putIfAbsent(code, file)));
                }
            }
        }
        return codes;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
