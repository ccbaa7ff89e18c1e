package vn.lienthong.hub.systems;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes {@code hub.home} (HUB_HOME, default the working directory) and {@code hub.data-dir} (HUB_DATA_DIR, default
 * {@code data} in the working directory) absolute before any file is read: H2 and Camel refuse or misread relative
 * folders.
 */
class HubFolders implements EnvironmentPostProcessor, Ordered {
    private static final Map<String, List<String>> NAMES = Map.of(
            "hub.home", List.of("hub.home", "HUB_HOME", "."),
            "hub.data-dir", List.of("hub.data-dir", "HUB_DATA_DIR", "data"));

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> folders = new LinkedHashMap<>();
        NAMES.forEach((key, names) -> {
            String written = written(environment, names);
            try {
                folders.put(key, Path.of(written).toAbsolutePath().normalize().toString());
            } catch (InvalidPathException impossible) {
                folders.put(key, written);
            }
        });
        environment.getPropertySources().addFirst(new MapPropertySource("hubFolders", folders));
    }

    private static String written(ConfigurableEnvironment environment, List<String> names) {
        @Nullable String written = environment.getProperty(names.get(0));
        if (written == null || written.isBlank()) {
            written = environment.getProperty(names.get(1));
        }
        return written == null || written.isBlank() ? names.get(2) : written;
    }
}
