package vn.lienthong.hub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings;

/** Which trouble of a pull is told to people, and when it is over. */
class PullStreamTest {
    private static final JsonNode REFUSED = Trees.of("{'status':500,'fault':{'code':'Client','message':'Nguyễn Văn A?',"
            + "'detail':{'cmisFault':{'type':'objectNotFound','code':'404','userCode':'079188005678',"
            + "'message':'no such repository'}}}}");
    private static final JsonNode PAGE = Trees.of("{'status':200,'body':{'rows':[]}}");

    private final SystemSettings system = Settings.of("land").build();
    private final Doubles doubles = new Doubles(system);
    private final PullStream pull = stream("log");

    private PullStream stream(String name) {
        return new PullStream(
                doubles.parts(),
                system,
                name,
                new ReadBy(
                        ReadBy.Kind.CURSOR, Duration.ofSeconds(75), new FarTimes(ReadBy.ISO, ZoneOffset.UTC), 1, true));
    }

    private String fault() {
        return doubles.states.of(system.id()).pullFault();
    }

    @Test
    void aRefusedPullIsToldFromTheSecondRoundOnUntilTheNextGoodOne() throws Exception {
        pull.round((body, headers) -> REFUSED, new Stopping());
        assertThat(fault()).as("may pass by itself").isNull();

        pull.round((body, headers) -> REFUSED, new Stopping());
        stream("other").round((body, headers) -> PAGE, new Stopping());

        assertThat(fault())
                .startsWith(
                        "HUB-PULL-003 land/log refused the pull with status 500, fault Client, cmisFault objectNotFound 404;")
                .doesNotContain("Nguyễn", "repository", "079188005678");
        pull.round((body, headers) -> PAGE, new Stopping());
        assertThat(fault()).isNull();
    }

    @Test
    void whatIsAwayOrBusyIsNotRefused() throws Exception {
        for (Kind kind : new Kind[] {Kind.AWAY, Kind.BUSY, Kind.AWAY}) {
            RouteCall away = (body, headers) -> {
                throw new FarSideFault(kind, "HUB-SOAP-007 land was not reached", null);
            };
            pull.round(away, new Stopping());
        }

        assertThat(fault()).isNull();
    }

    @Test
    void aCallThatCannotBeMadeIsToldAndForgottenWithTheRoute() throws Exception {
        RouteCall unsent = (body, headers) -> {
            throw new RouteFailed("HUB-SOAP-010 nothing was sent");
        };
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> pull.round(unsent, new Stopping())).isInstanceOf(RouteFailed.class);
        }

        assertThat(fault()).isEqualTo("HUB-SOAP-010 nothing was sent");
        pull.ended();
        assertThat(fault()).isNull();
    }

    @Test
    void whoLosesThePullDoesNotTellOfItAnyMore() throws Exception {
        pull.round((body, headers) -> REFUSED, new Stopping());
        pull.round((body, headers) -> REFUSED, new Stopping());
        doubles.leased = false;
        pull.round((body, headers) -> REFUSED, new Stopping());

        assertThat(fault()).isNull();
    }
}
