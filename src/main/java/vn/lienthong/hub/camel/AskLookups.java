package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.lienthong.hub.intake.Lookups.Lookup;
import vn.lienthong.hub.intake.SourceRecord;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;
import vn.lienthong.hub.mapping.Mappings.PageRecord;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.JsonBytes;
import vn.lienthong.hub.systems.SystemSettings;

/** Asks a far system about single dossiers. A 404, or a page without a record, says that it does not know the code. */
class AskLookups implements Work {
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final int NOT_FOUND = 404;

    private final HubParts parts;
    private final SystemSettings system;
    private final String stream;
    private final String page;
    private final FaultLog log;

    /**
     * @param stream whose {@code from/<stream>.jslt} reads the record
     * @param page whose {@code pages/<page>.jslt} finds the record in the answer
     */
    AskLookups(HubParts parts, SystemSettings system, String stream, String page) {
        this.parts = parts;
        this.system = system;
        this.stream = stream;
        this.page = page;
        this.log = new FaultLog("look-up " + system.id());
    }

    @Override
    public Duration round(RouteCall route, Stopping stopping) throws InterruptedException {
        parts.paces().await(system, stopping);
        Optional<Lookup> next =
                stopping.asked() ? Optional.empty() : parts.lookups().next(system.id());
        if (next.isEmpty()) {
            parts.paces().unused(system);
            return system.poll().compareTo(SWEEP) < 0 ? system.poll() : SWEEP;
        }
        Lookup lookup = next.get();
        try {
            answered(lookup, route.ask(null, Places.headers(places(lookup.code()))));
            log.fine();
        } catch (FarSideFault fault) {
            log.fault(fault.getMessage());
            parts.states().failed(system.id(), fault);
            parts.lookups().failed(lookup, fault);
        } catch (RouteFailed faulty) {
            parts.lookups()
                    .failed(
                            lookup,
                            new FarSideFault(
                                    Kind.UNREADABLE,
                                    java.util.Objects.requireNonNullElse(faulty.getMessage(), "HUB-CAMEL-001"),
                                    faulty));
            throw faulty;
        }
        return Duration.ZERO;
    }

    private Map<String, String> places(String code) {
        return Map.of("code", code, "page", "1", "pageSize", Integer.toString(system.pageSize()));
    }

    private void answered(Lookup lookup, JsonNode answer) {
        int status = answer.path("status").asInt(200);
        if (status == NOT_FOUND) {
            parts.lookups().absent(lookup);
            return;
        }
        if (status >= 400) {
            throw new FarSideFault(
                    Kind.UNREADABLE,
                    "HUB-LOOK-001 " + system.id() + " refused a look-up with " + Refusal.words(answer),
                    null);
        }
        List<PageRecord> records = records(answer);
        if (records.isEmpty()) {
            parts.lookups().absent(lookup);
        } else {
            JsonNode tree = records.get(0).tree();
            parts.lookups()
                    .found(lookup, stream, new SourceRecord(records.get(0).key(), JsonBytes.of(tree), tree));
        }
    }

    private List<PageRecord> records(JsonNode answer) {
        try {
            return parts.mappings().page(system.id(), page, answer).records();
        } catch (MappingFailed failed) {
            throw new FarSideFault(
                    Kind.UNREADABLE,
                    "HUB-LOOK-002 " + system.id() + " answered a look-up with what mappings/" + system.id() + "/pages/"
                            + page + ".jslt cannot read",
                    failed);
        }
    }
}
