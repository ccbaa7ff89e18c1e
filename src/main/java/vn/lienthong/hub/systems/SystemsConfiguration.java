package vn.lienthong.hub.systems;

import java.time.Clock;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Wires the settings. They are checked before anything else is made: no port, no database, no broker. */
@Configuration(proxyBeanMethods = false)
class SystemsConfiguration {
    @Bean
    static BeanFactoryPostProcessor settingsCheck(ConfigurableEnvironment environment) {
        return beans -> new ReadSettings(environment).read();
    }

    @Bean
    FarSystems farSystems(ConfigurableEnvironment environment) {
        return new ConfiguredSystems(new ReadSettings(environment).read());
    }

    @Bean
    SystemStates systemStates(Clock clock) {
        return new SystemStates(clock);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
