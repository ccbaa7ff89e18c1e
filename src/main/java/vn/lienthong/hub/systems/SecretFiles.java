package vn.lienthong.hub.systems;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The folder {@code secrets}: a file {@code HUB_POST_API_KEY} holds the value of that variable, its last line end left out.
 * Read whenever the settings are, so that a running hub gets a new system's secret without a restart. The environment goes
 * before it.
 */
final class SecretFiles extends EnumerablePropertySource<Path> {
    static final String FOLDER = "secrets";
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final int LARGEST = 64 * 1024;

    SecretFiles(Path home) {
        super(FOLDER, home.resolve(FOLDER));
    }

    @Override
    public String[] getPropertyNames() {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(source)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(source)) {
                files.forEach(file -> {
                    String name = String.valueOf(file.getFileName());
                    if (NAME.matcher(name).matches() && Files.isRegularFile(file)) {
                        names.add(name);
                    }
                });
            } catch (IOException | DirectoryIteratorException unreadable) {
                return new String[0]; // as if it were not there: the settings name what they miss
            }
        }
        return names.toArray(String[]::new);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        Path file = source.resolve(NAME.matcher(name).matches() ? name : ".");
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return null;
            }
            return Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the hub's account must be able to read " + file, unreadable);
        }
    }

    /** Puts the folder behind everything else that a process is started with. */
    static final class Join implements EnvironmentPostProcessor, Ordered {
        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }

        @Override
        public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
            Path home = Path.of(environment.getProperty("hub.home", "."));
            environment.getPropertySources().addLast(new SecretFiles(home));
        }
    }
}
