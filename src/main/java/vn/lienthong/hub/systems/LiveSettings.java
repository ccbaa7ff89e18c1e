package vn.lienthong.hub.systems;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads {@code config/systems.yaml} again while the hub runs, over the environment with which the process was started: what
 * a variable, an option or a secret says goes on to count, in the order that held at the start.
 */
public class LiveSettings {
    /** Spring's own name of the file's values has it too. */
    private static final String NAME = SettingsFile.NAME;

    private static final String BOUND_BY_BOOT = "configurationProperties";

    private final ConfigurableEnvironment environment;
    private final AtomicLong readings = new AtomicLong();

    public LiveSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /**
     * One reading of the file.
     *
     * @param systems the enabled systems in the order of the file
     */
    public record Reading(List<SystemSettings> systems, List<PropertySource<?>> values) {}

    /** What holds now. */
    public Reading now() {
        return new Reading(
                new ReadSettings(environment).systems(), List.copyOf(ofFile(environment.getPropertySources())));
    }

    /** @throws FaultySettings with every fault; nothing has changed then */
    public Reading read(byte[] text) {
        List<PropertySource<?>> values = values(text);
        StandardEnvironment tried = new Apart();
        environment.getPropertySources().stream()
                .filter(source -> !source.getName().equals(BOUND_BY_BOOT))
                .forEach(tried.getPropertySources()::addLast);
        swap(tried.getPropertySources(), values);
        try {
            return new Reading(new ReadSettings(tried).systems(), values);
        } catch (BindException form) {
            throw fault(form.getName() + " has not the form of this setting");
        }
    }

    /** Places in routes ({@code {{hub.systems.portal.inbound.path}}}) are filled from this reading from now on. */
    public synchronized void use(Reading reading) {
        swap(environment.getPropertySources(), reading.values());
    }

    private List<PropertySource<?>> values(byte[] text) {
        try {
            // a later document of the file goes before an earlier one
            List<PropertySource<?>> values = new ArrayList<>(new YamlPropertySourceLoader()
                    .load(NAME + " " + readings.incrementAndGet(), new ByteArrayResource(text)));
            Collections.reverse(values);
            return values;
        } catch (YAMLException | IOException unreadable) {
            throw fault(
                    String.valueOf(unreadable.getMessage()).lines().findFirst().orElse("is no YAML"));
        }
    }

    private static FaultySettings fault(String wrong) {
        return new FaultySettings(List.of(new SettingFault(NAME, NAME, wrong, "correct it")));
    }

    private static List<PropertySource<?>> ofFile(MutablePropertySources sources) {
        List<PropertySource<?>> found = new ArrayList<>();
        sources.stream()
                .filter(source -> source.getName().replace('\\', '/').contains(NAME))
                .forEach(found::add);
        return found;
    }

    private static void swap(MutablePropertySources sources, List<PropertySource<?>> values) {
        List<PropertySource<?>> before = ofFile(sources);
        if (before.equals(values)) {
            return;
        }
        for (PropertySource<?> value : values) {
            if (before.isEmpty()) {
                sources.addLast(value);
            } else {
                sources.addBefore(before.get(0).getName(), value);
            }
        }
        before.stream().filter(old -> !values.contains(old)).forEach(old -> sources.remove(old.getName()));
    }

    /** Has no sources of its own. */
    private static final class Apart extends StandardEnvironment {
        @Override
        protected void customizePropertySources(MutablePropertySources sources) {
            // filled by the caller
        }
    }
}
