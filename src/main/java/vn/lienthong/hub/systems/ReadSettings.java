package vn.lienthong.hub.systems;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** Reads every setting on which the start depends, and fails with all faults of all of them at once. */
class ReadSettings {
    private final WrittenSettings written;
    private final SettingFaults faults;

    ReadSettings(ConfigurableEnvironment environment) {
        this.written = new WrittenSettings(environment);
        this.faults = new SettingFaults(written);
    }

    /** The enabled systems in the order of the settings. @throws FaultySettings with every fault */
    List<SystemSettings> read() {
        process();
        return systems();
    }

    /** The enabled systems alone. @throws FaultySettings with every fault */
    List<SystemSettings> systems() {
        List<SystemSettings> systems = written();
        if (!faults.found().isEmpty()) {
            throw new FaultySettings(faults.found());
        }
        return systems;
    }

    private void process() {
        faults.number("server.port", written.text("server.port"), 8080, 0, 65_535);
        dataFolder("hub.data-dir", written.text("hub.data-dir"));
        duration("hub.watch", Duration.ofSeconds(1), Duration.ofMillis(10));
        duration("hub.keep", Duration.ofDays(400), Duration.ofDays(1));
        address("spring.datasource.url", Addresses::isJdbc, "write jdbc:postgresql://host:port/database, or remove it");
        @Nullable String broker = written.text("hub.broker.url");
        if (broker != null && SettingFaults.given(broker) && !Addresses.isBroker(broker)) {
            faults.add("hub.broker.url", "is no broker address", "write tcp://host:61616, or remove it");
        }
    }

    private void duration(String key, Duration plain, Duration least) {
        faults.duration(key, written.text(key), plain, least, Duration.ofDays(36_500));
    }

    private void address(String key, Predicate<String> form, String remedy) {
        @Nullable String url = written.text(key);
        if (url != null && !form.test(url)) {
            faults.add(key, url.isBlank() ? "is empty" : "is no address of a database", remedy);
        }
    }

    private void dataFolder(String key, @Nullable String value) {
        if (value == null) {
            return;
        }
        try {
            Path folder = Files.createDirectories(Path.of(value));
            if (!Files.isWritable(folder)) {
                faults.add(
                        "HUB_DATA_DIR", "\"" + value + "\" cannot be written", "name a folder that the hub may write");
            }
        } catch (IOException | InvalidPathException impossible) {
            faults.add("HUB_DATA_DIR", "\"" + value + "\" cannot be made", "name a folder that the hub may write");
        }
    }

    private List<SystemSettings> written() {
        Duration poll = faults.duration(
                "hub.poll", written.text("hub.poll"), Duration.ofSeconds(2), Duration.ofMillis(10), Duration.ofDays(1));
        ReadSystemSettings block = new ReadSystemSettings(written, faults, poll);
        List<SystemSettings> systems = new ArrayList<>();
        for (String name : enabled()) {
            try {
                systems.add(block.read(new SystemId(name)));
            } catch (IllegalArgumentException noId) {
                faults.add("hub.systems." + name, "\"" + name + "\" is no system id", "small letters, digits, hyphens");
            }
        }
        onlyOne(systems, Role.FRONT, faults);
        onlyOne(systems, Role.PORTAL, faults);
        return systems;
    }

    private Set<String> enabled() {
        Set<String> configured = new LinkedHashSet<>(written.children("hub.systems"));
        if (configured.isEmpty()) {
            faults.add(
                    "hub.systems",
                    "no system is configured",
                    "write config/systems.yaml, or let HUB_HOME name its root");
        }
        @Nullable String list = written.text("hub.enabled-systems");
        if (list == null || !SettingFaults.given(list)) {
            return configured;
        }
        List<String> wanted = Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        wanted.stream()
                .filter(name -> !configured.contains(name))
                .forEach(name -> faults.add(
                        "hub.enabled-systems", "\"" + name + "\" is not configured", "write some of " + configured));
        configured.retainAll(wanted);
        return configured;
    }

    static void onlyOne(Collection<SystemSettings> systems, Role role, SettingFaults faults) {
        List<SystemId> ids = systems.stream()
                .filter(system -> system.role() == role)
                .map(SystemSettings::id)
                .toList();
        if (ids.size() > 1) {
            faults.add(
                    "hub.systems." + ids.get(1) + ".role",
                    ids + " all have the role " + role,
                    "give it to one system and disable the others");
        }
    }
}
