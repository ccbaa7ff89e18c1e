package vn.lienthong.hub.systems;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Wires the settings. They are checked before anything else is made: no port, no database, no broker. */
@Configuration(proxyBeanMethods = false)
class SystemsConfiguration {
    @Bean
    static BeanFactoryPostProcessor settingsCheck(ConfigurableEnvironment environment) {
        return beans -> {
            new ReadSettings(environment).read();
            if (worksInFolder(environment)) {
                DataFolderLock lock = DataFolderLock.on(Path.of(environment.getRequiredProperty("hub.data-dir")));
                beans.registerSingleton("dataFolderLock", lock);
                ((DefaultListableBeanFactory) beans).registerDisposableBean("dataFolderLock", lock);
            }
            upgrade(environment).undoHalf();
        };
    }

    /** The embedded ledger and the broker inside live in the data folder; with both outside, processes may share it. */
    private static boolean worksInFolder(ConfigurableEnvironment environment) {
        return environment.getProperty("spring.datasource.url", "").startsWith("jdbc:h2:file:")
                || environment.getProperty("hub.broker.url", "").isBlank();
    }

    /** Before anything reads the files: what changes while the hub starts is not overlooked. */
    @Bean
    WatchedFiles watchedFiles(@Value("${hub.home:.}") Path home) {
        return new WatchedFiles(home.toAbsolutePath().normalize(), System::nanoTime);
    }

    @Bean
    LiveSystems farSystems(ConfigurableEnvironment environment, WatchedFiles filesFirst) {
        return new LiveSystems(new ReadSettings(environment).read());
    }

    @Bean
    LiveSettings liveSettings(ConfigurableEnvironment environment) {
        return new LiveSettings(environment);
    }

    @Bean
    SystemStates systemStates(Clock clock) {
        return new SystemStates(clock);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    static UpgradeLedger upgrade(ConfigurableEnvironment environment) {
        return new UpgradeLedger(environment.getProperty("spring.datasource.url", ""));
    }
}
