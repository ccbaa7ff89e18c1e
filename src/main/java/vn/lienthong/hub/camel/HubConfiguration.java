package vn.lienthong.hub.camel;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.lienthong.hub.delivery.Deliveries;
import vn.lienthong.hub.intake.Intake;
import vn.lienthong.hub.intake.Lookups;
import vn.lienthong.hub.ledger.Leases;
import vn.lienthong.hub.ledger.Watermarks;
import vn.lienthong.hub.mapping.CsvProcedures;
import vn.lienthong.hub.mapping.JsltMappings;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.LiveSettings;
import vn.lienthong.hub.systems.LiveSystems;
import vn.lienthong.hub.systems.SystemStates;
import vn.lienthong.hub.systems.WatchedFiles;

/** Wires the component {@code hub:} and the loading of routes. */
@Configuration(proxyBeanMethods = false)
class HubConfiguration {
    @Bean
    WakeUps wakeUps() {
        return new WakeUps();
    }

    @Bean
    FarSides farSides() {
        return new FarSides();
    }

    @Bean
    Questions questions() {
        return new Questions();
    }

    @Bean
    HubParts hubParts(
            FarSystems systems,
            Mappings mappings,
            Intake intake,
            Lookups lookups,
            Deliveries deliveries,
            Watermarks watermarks,
            Leases leases,
            WakeUps wakeUps,
            Questions questions,
            SystemStates states,
            Clock clock) {
        return new HubParts(
                systems,
                mappings,
                intake,
                lookups,
                deliveries,
                watermarks,
                leases,
                wakeUps,
                new Paces(System::nanoTime),
                questions,
                states,
                clock,
                RandomGenerator.getDefault(),
                node());
    }

    /** Camel finds a component by the name of its bean. */
    @Bean("hub")
    HubComponent hubComponent(HubParts parts, FarSides farSides, @Value("${hub.home}") Path home) {
        return new HubComponent(parts, farSides, home);
    }

    @Bean
    RouteFiles routeFiles(@Value("${hub.home}") Path home, Mappings mappings, FarSystems systems, SystemStates states) {
        return new RouteFiles(home, mappings, systems, states);
    }

    @Bean
    InboundDoors inboundDoors() {
        return new InboundDoors();
    }

    @Bean
    LiveFiles liveFiles(
            @Value("${hub.home}") Path home,
            @Value("${hub.watch:200ms}") Duration look,
            WatchedFiles files,
            LiveSettings settings,
            LiveSystems systems,
            JsltMappings mappings,
            CsvProcedures procedures,
            RouteFiles routes,
            FarSides farSides,
            InboundDoors doors,
            SystemStates states,
            ApplicationEventPublisher events,
            Clock clock) {
        SwapSystem swap = new SwapSystem(routes, mappings, systems, settings, farSides, doors, states);
        return new LiveFiles(
                new LiveFiles.Parts(
                        home,
                        files,
                        settings,
                        systems,
                        mappings,
                        procedures,
                        routes,
                        swap,
                        states,
                        new CheckPack(home)::of,
                        events,
                        clock),
                look);
    }

    /** New at every start: a process that was killed must not find its own lease. */
    private static String node() {
        String process = ManagementFactory.getRuntimeMXBean().getName();
        return (process.length() > 40 ? process.substring(0, 40) : process) + ":"
                + UUID.randomUUID().toString().substring(0, 8);
    }
}
