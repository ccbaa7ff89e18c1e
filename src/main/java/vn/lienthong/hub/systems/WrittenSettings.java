package vn.lienthong.hub.systems;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.PropertyPlaceholderHelper;

/** The settings as they are written: knows which environment variable feeds a key, and never fails on a missing one. */
class WrittenSettings {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)(?::.*)?}", Pattern.DOTALL);

    private final ConfigurableEnvironment environment;
    private final Iterable<ConfigurationPropertySource> sources;
    private final Binder binder;

    WrittenSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
        this.sources = ConfigurationPropertySources.get(environment);
        this.binder = new Binder(sources, lenient(environment), null, null, null);
    }

    /** Fills placeholders; one that nothing fills stays as it is written. */
    private static PlaceholdersResolver lenient(ConfigurableEnvironment environment) {
        PropertyPlaceholderHelper helper = new PropertyPlaceholderHelper("${", "}", ":", '\\', true);
        return value ->
                value instanceof String text ? helper.replacePlaceholders(text, environment::getProperty) : value;
    }

    @Nullable
    String text(String key) {
        return binder.bind(key, String.class).orElse(null);
    }

    <T> Optional<T> block(String key, Class<T> type) {
        return Optional.ofNullable(binder.bind(key, Bindable.of(type)).orElse(null));
    }

    /** Keys below {@code key} of which {@code type} knows nothing. */
    List<String> unknown(String key, Class<?> type) {
        try {
            binder.bind(key, Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT, source -> true));
            return List.of();
        } catch (BindException failed) {
            List<String> names = new ArrayList<>();
            if (failed.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
                unbound.getUnboundProperties()
                        .forEach(property -> names.add(property.getName().toString()));
            }
            return names;
        }
    }

    /** Names of the blocks directly below a key, in the order of writing. */
    List<String> children(String key) {
        return binder.bind(key, Bindable.mapOf(String.class, Object.class))
                .map(blocks -> List.copyOf(blocks.keySet()))
                .orElse(List.of());
    }

    /** Whether the value is a placeholder, whatever fills it. */
    boolean isLeftToAVariable(String key) {
        return raw(key).contains("${");
    }

    /** The value as it is written, placeholders and all; empty if there is none. */
    String raw(String key) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
        for (ConfigurationPropertySource source : sources) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return String.valueOf(property.getValue());
            }
        }
        return "";
    }

    /** Every key below a key that has a value. */
    List<String> keys(String key) {
        ConfigurationPropertyName below = ConfigurationPropertyName.of(key);
        Set<String> keys = new LinkedHashSet<>();
        for (ConfigurationPropertySource source : sources) {
            if (source instanceof IterableConfigurationPropertySource names) {
                names.stream().filter(below::isAncestorOf).forEach(name -> keys.add(name.toString()));
            }
        }
        return List.copyOf(keys);
    }

    /** The environment variable (or property) that feeds a key, else the key. */
    String nameOf(String key) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
        for (ConfigurationPropertySource source : sources) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                Matcher variable = VARIABLE.matcher(String.valueOf(property.getValue()));
                String origin = variable.find() ? variable.group(1) : origin(property);
                return origin.matches("[A-Z0-9_]+") ? origin + " (" + key + ")" : key;
            }
        }
        return environment.containsProperty(key) ? key : key + " in config/systems.yaml";
    }

    private static String origin(ConfigurationProperty property) {
        if (property.getOrigin() instanceof SystemEnvironmentOrigin variable) {
            return variable.getProperty();
        }
        return property.getOrigin() instanceof PropertySourceOrigin source ? source.getPropertyName() : "";
    }
}
