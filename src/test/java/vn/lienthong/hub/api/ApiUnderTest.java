package vn.lienthong.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import vn.lienthong.hub.camel.InboundDoors;
import vn.lienthong.hub.delivery.Breakers;
import vn.lienthong.hub.delivery.ReplayParked;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.intake.BulkReplay;
import vn.lienthong.hub.intake.MappingDiff;
import vn.lienthong.hub.intake.ReplayHeld;
import vn.lienthong.hub.ledger.AccessLog;
import vn.lienthong.hub.ledger.KeyedHash;
import vn.lienthong.hub.ledger.LedgerOverview;
import vn.lienthong.hub.ledger.LedgerQuestions;
import vn.lienthong.hub.ledger.ReasonGroup;
import vn.lienthong.hub.ledger.Repairs;
import vn.lienthong.hub.ledger.ReplayScope;
import vn.lienthong.hub.ledger.Replays;
import vn.lienthong.hub.ledger.Replays.Kind;
import vn.lienthong.hub.ledger.Replays.Replay;
import vn.lienthong.hub.mapping.ChangedFiles;
import vn.lienthong.hub.mapping.Difference;
import vn.lienthong.hub.reconcile.Backfills;
import vn.lienthong.hub.reconcile.Reconciliations;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Inbound;
import vn.lienthong.hub.systems.SystemSettings.Role;
import vn.lienthong.hub.systems.SystemStates;
import vn.lienthong.hub.watch.Contracts;

/**
 * The HTTP interface over a ledger of three dossiers, without database, broker and routes. Not annotated as a
 * configuration: the hub's own scan must not find it in other tests.
 */
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration",
            "org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration",
            "org.apache.camel.spring.boot.CamelAutoConfiguration",
            "org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration"
        })
@ComponentScan(basePackageClasses = ApiSecurity.class)
class ApiUnderTest {
    static final String INBOUND_PATH = "/VXPAdapter/RestService/forward";
    static final SystemId PORTAL = new SystemId("portal");
    static final SystemId LAND = new SystemId("land");
    static final Instant NOW = Instant.parse("2023-08-10T01:15:00Z");

    @Bean
    LedgerOverview overview() {
        return new LedgerOverview() {
            @Override
            public SortedMap<Integer, Long> dossiersByStatus() {
                return new TreeMap<>(Map.of(4, 3L));
            }

            @Override
            public List<LatestEvent> latest(int most) {
                return List.of();
            }
        };
    }

    @Bean
    Reconciliations reconciliations() {
        return new NoReconciliations();
    }

    @Bean
    Contracts contracts() {
        return new OneFinding();
    }

    @Bean
    Backfills backfills() {
        return new OneBackfill();
    }

    /** One record: its birth date and its level become others. */
    @Bean
    MappingDiff mappingDiff() {
        return (system, last, files) -> new MappingDiff.Outcome(
                List.of(),
                last,
                0,
                List.of(new MappingDiff.Changed(
                        "H53.14-230810-0012:1",
                        "changes",
                        false,
                        List.of(
                                new Difference("/fact/dossier/applicant/birthDate", "\"1980-05-01\"", "\"1980\""),
                                new Difference("/fact/dossier/level", "\"province\"", "\"commune\"")),
                        List.of(),
                        List.of())));
    }

    @Bean
    Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Bean
    FarSystems farSystems() {
        return Settings.systems(
                system(PORTAL, Role.PORTAL, new Inbound(INBOUND_PATH, "portal-in")),
                system(LAND, Role.SPECIALISED, new Inbound("/land-in", "land-in-token")),
                system(new SystemId("mute"), Role.SPECIALISED, new Inbound("/mute-in", " ")),
                system(
                        new SystemId("post"),
                        Role.SPECIALISED,
                        new Inbound("/post-in", Inbound.Kind.API_KEY, "X-Post-Key", "post-key")),
                system(
                        new SystemId("build"),
                        Role.SPECIALISED,
                        new Inbound("/build-in", Inbound.Kind.BASIC, "xay-dung", "build pass")));
    }

    private static SystemSettings system(SystemId id, Role role, Inbound inbound) {
        return Settings.of(id.value()).role(role).inbound(inbound).build();
    }

    @Bean
    SystemStates systemStates(Clock clock) {
        SystemStates states = new SystemStates(clock);
        states.failed(LAND, new FarSideFault(FarSideFault.Kind.AWAY, "HUB-HTTP-002 land was not reached", null));
        states.upToDate(PORTAL);
        return states;
    }

    @Bean
    Breakers breakers() {
        return system -> system.equals(LAND) ? Breakers.Breaker.HALF_OPEN : Breakers.Breaker.CLOSED;
    }

    @Bean
    ReplayHeld replayHeld() {
        return new ReplayHeld() {
            @Override
            public Replayed replay(long id) {
                return switch ((int) id) {
                    case 1 -> new Replayed.Registered();
                    case 2 -> new Replayed.StillHeld("HUB-MAP-004", "still no row");
                    case 3 -> new Replayed.Closed("superseded");
                    case 44 -> new Replayed.NoRecord();
                    default -> new Replayed.Unknown();
                };
            }

            @Override
            public Replayed correct(long id, JsonNode payload, String actor, String why) {
                return replay(id);
            }
        };
    }

    @Bean
    ReplayParked replayParked() {
        return new ReplayParked() {
            @Override
            public Replayed replay(long id) {
                return switch ((int) id) {
                    case 1 -> Replayed.DUE;
                    case 2 -> Replayed.NOT_PARKED;
                    default -> Replayed.UNKNOWN;
                };
            }

            @Override
            public Replayed correct(long id, JsonNode body, String actor, String why) {
                return replay(id);
            }
        };
    }

    @Bean
    InboundDoors inboundDoors() {
        return new InboundDoors();
    }

    @Bean
    ChangedFiles changedFiles() {
        return () -> List.of(
                new ChangedFiles.InUse("land", NOW, 2, 140, "HUB-MAP-001 mappings/land/codes/loai.csv:3"),
                new ChangedFiles.InUse("portal", NOW, 0, 0, null));
    }

    @Bean
    OneGroup repairs() {
        return new OneGroup();
    }

    @Bean
    KeyedHash keyedHash() {
        return number -> "hash-of-" + number.length();
    }

    @Bean
    Readings accessLog() {
        return new Readings();
    }

    @Bean
    ThreeDossiers ledgerQuestions() {
        return new ThreeDossiers();
    }

    /** One group of two held records and one of one parked delivery; remembers the last order. */
    static class OneGroup implements Repairs, BulkReplay {
        volatile @Nullable Replay ordered;

        @Override
        public List<ReasonGroup> groups(Kind kind, SystemId system, int most) {
            return system.equals(LAND)
                    ? List.of(new ReasonGroup(
                            LAND,
                            kind == Kind.HELD ? "HUB-MAP-004" : "HUB-DEL-006",
                            kind == Kind.HELD ? "mappings/land/codes/loai.csv#Loai=079201001234" : "register 0",
                            2,
                            NOW,
                            NOW,
                            7))
                    : List.of();
        }

        @Override
        public List<Replay> replays(int most) {
            return ordered == null ? List.of() : List.of(ordered);
        }

        @Override
        public Optional<Replay> replay(long id) {
            return Optional.ofNullable(ordered).filter(replay -> replay.id() == id);
        }

        @Override
        public int parkedAgain(Replay replay) {
            return replay.kind() == Kind.HELD ? 0 : 1;
        }

        @Override
        public Optional<Original> original(Kind kind, long id) {
            byte[] payload = "{\"ten\":\"Nguyễn Thị A\"}".getBytes(StandardCharsets.UTF_8);
            return id == 1
                    ? Optional.of(new Original(
                            LAND, "key", "held", payload, List.of(new Corrected("admin", "typo", NOW, payload, null))))
                    : Optional.empty();
        }

        @Override
        public Replay order(Kind kind, ReplayScope scope, String actor, @Nullable String why) {
            Replay replay = new Replay(
                    11,
                    kind,
                    scope.system(),
                    scope,
                    Replays.State.WAITING,
                    2,
                    0,
                    0,
                    0,
                    NOW,
                    0,
                    actor,
                    why,
                    null,
                    NOW,
                    null,
                    null);
            ordered = replay;
            return replay;
        }

        @Override
        public Instant now() {
            return NOW;
        }

        @Override
        public boolean stop(long id) {
            return false;
        }
    }

    /** Stands where the routes of the systems take inbound calls. */
    @Bean
    RouterFunction<ServerResponse> inbound() {
        return RouterFunctions.route()
                .POST(INBOUND_PATH + "/{service}", request -> ServerResponse.ok()
                        .build())
                .POST("/land-in/{service}", request -> ServerResponse.ok().build())
                .POST("/post-in/{service}", request -> ServerResponse.ok().build())
                .POST("/build-in/{service}", request -> ServerResponse.ok().build())
                .POST("/mute-in/{service}", request -> ServerResponse.ok().build())
                .build();
    }

    /** Remembers who read what. */
    static class Readings implements AccessLog {
        final List<String> notes = new java.util.concurrent.CopyOnWriteArrayList<>();

        @Override
        public void note(String actor, String action, String subject) {
            notes.add(actor + " " + action + " " + subject);
        }
    }

    /** A ledger that remembers the last question. */
    static class ThreeDossiers implements LedgerQuestions {
        static final List<String> CODES = List.of("000.17.22.H56-210531-0001", "12/2023/ĐĐ", "G09.20-20260609-0092637");
        volatile @Nullable Object asked;
        volatile @Nullable Window window;

        private static DossierLine line(long id) {
            return new DossierLine(
                    id, CODES.get((int) id - 1), 4, NOW, "onestop", "1.001978", "H53.14", "1", NOW, null, NOW);
        }

        @Override
        public Slice<DossierLine> dossiers(DossierFilter filter, Window window) {
            asked = filter;
            this.window = window;
            List<DossierLine> rest = java.util.stream.LongStream.rangeClosed(1, 3)
                    .filter(id -> id > window.after())
                    .mapToObj(ThreeDossiers::line)
                    .toList();
            return rest.size() > window.size()
                    ? new Slice<>(rest.subList(0, window.size()), window.after() + window.size())
                    : new Slice<>(rest, null);
        }

        @Override
        public Optional<DossierStory> dossier(String code) {
            int place = CODES.indexOf(code);
            return place < 0
                    ? Optional.empty()
                    : Optional.of(new DossierStory(
                            line(place + 1),
                            Map.of("onestop", List.of("H53.14-230810-0012")),
                            new Applicant("Nguyễn Thị A", "1", "*********234"),
                            List.of(),
                            List.of()));
        }

        @Override
        public Slice<HeldLine> held(HeldFilter filter, Window window) {
            asked = filter;
            return new Slice<>(
                    List.of(new HeldLine(
                            7,
                            "onestop",
                            "changes",
                            "H53.14-230810-0012:3",
                            "HUB-MAP-007",
                            "/maThuTuc",
                            "unknown",
                            "held",
                            null,
                            NOW,
                            null)),
                    null);
        }

        @Override
        public Slice<DeliveryLine> deliveries(DeliveryFilter filter, Window window) {
            asked = filter;
            return new Slice<>(
                    List.of(new DeliveryLine(
                            9,
                            CODES.get(0),
                            "portal",
                            1,
                            "tell",
                            "tell",
                            DeliveryState.PARKED,
                            3,
                            NOW,
                            NOW,
                            null,
                            "-1",
                            "HUB-DEL-006",
                            "tell -1")),
                    null);
        }

        @Override
        public Slice<ConflictLine> conflicts(@Nullable SystemId source, Window window) {
            asked = source;
            return new Slice<>(
                    List.of(new ConflictLine(
                            5, CODES.get(0), "land", "status", NOW, 9, 7, "HUB-EXC-002 7 does not go to 9", NOW)),
                    null);
        }

        @Override
        public Map<SystemId, Counts> counts() {
            return Map.of(LAND, new Counts(1, 2, 3, 4, 0));
        }

        @Override
        public Map<SystemId, Instant> lastMoves() {
            return Map.of(LAND, NOW.minusSeconds(60));
        }

        @Override
        public List<ClaimLine> claims(ClaimSearch search) {
            asked = search;
            return List.of();
        }
    }
}
