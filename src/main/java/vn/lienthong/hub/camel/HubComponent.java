package vn.lienthong.hub.camel;

import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultComponent;
import vn.lienthong.hub.camel.HoldingsConsumer.Ask;
import vn.lienthong.hub.camel.http.HttpFarSide;
import vn.lienthong.hub.camel.soap.SoapFarSide;
import vn.lienthong.hub.camel.sql.SqlFarSide;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.FarSide;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Mode;

/**
 * The scheme {@code hub:} of the routes.
 *
 * <table>
 * <caption>A route begins with</caption>
 * <tr><td>{@code hub:pull?system&stream[&numbered]}</td><td>reads a stream; headers HubAfter, HubPageSize</td></tr>
 * <tr><td>{@code hub:look-up?system&stream[&page]}</td><td>asks about one code; header HubCode</td></tr>
 * <tr><td>{@code hub:holdings?system&stream[&numbered&times]}</td><td>asks for a list of what the system holds; headers
 * HubAfter, HubPageSize, HubFrom, HubTo, HubPage</td></tr>
 * <tr><td>{@code hub:holding?system&stream[&by=reference]}</td><td>asks whether it holds one dossier; header
 * HubCode</td></tr>
 * <tr><td>{@code hub:folder?system&include&done&read&unreadable}</td><td>files of a folder; body = bytes, header
 * HubFile</td></tr>
 * <tr><td>{@code hub:deliver?system}</td><td>sends what is due; body = the call, header HubPhase</td></tr>
 * <tr><td>{@code hub:wake-ups}</td><td>body = id of a system that has something due</td></tr>
 * </table>
 *
 * <table>
 * <caption>Steps</caption>
 * <tr><td>{@code hub:http?system}</td><td>call tree or text → answer tree, JSON over HTTP</td></tr>
 * <tr><td>{@code hub:soap?system&wsdl}</td><td>call → answer, an operation of the WSDL (path from the root)</td></tr>
 * <tr><td>{@code hub:sql?system}</td><td>call → answer, a statement on a database</td></tr>
 * <tr><td>{@code hub:receive?system&keyField}</td><td>takes an inbound call behind platform-http</td></tr>
 * <tr><td>{@code hub:file?system&stream[&separator&columns]}</td><td>takes the lines of a file in</td></tr>
 * <tr><td>{@code hub:wake-up?system}</td><td>wakes a worker of this process</td></tr>
 * </table>
 */
class HubComponent extends DefaultComponent {
    private final HubParts parts;
    private final FarSides farSides;
    private final Path home;
    private final Set<WorkersConsumer> atWork = ConcurrentHashMap.newKeySet();

    HubComponent(HubParts parts, FarSides farSides, Path home) {
        this.parts = parts;
        this.farSides = farSides;
        this.home = home;
    }

    void started(WorkersConsumer consumer) {
        atWork.add(consumer);
    }

    /** When the process ends, all stop taking up work at once: Camel stops them one after the other. */
    void stopped(WorkersConsumer consumer) {
        atWork.remove(consumer);
        if (getCamelContext().isStopping()) {
            atWork.forEach(WorkersConsumer::noNewRound);
        }
    }

    @Override
    protected Endpoint createEndpoint(String uri, String kind, Map<String, Object> parameters) {
        if (kind.equals("wake-ups")) {
            return begin(uri, (endpoint, route) -> new SendWakeUps(endpoint, route, parts.wakeUps()));
        }
        SystemSettings system = parts.systems().get(new SystemId(required(parameters, "system", uri)));
        return switch (kind) {
            case "pull" -> pull(uri, system, parameters);
            case "look-up" -> lookUp(uri, system, parameters);
            case "holdings" -> holdings(uri, system, parameters);
            case "holding" -> holding(uri, system, parameters);
            case "deliver" -> deliver(uri, system);
            case "folder" -> folder(uri, system, parameters);
            case "file" -> file(uri, system, parameters);
            case "http" -> call(uri, system, "http", () -> new HttpFarSide(system, parts.clock()));
            case "soap" -> soap(uri, system, required(parameters, "wsdl", uri));
            case "sql" -> call(uri, system, "sql", () -> new SqlFarSide(system, pack(system)));
            case "receive" -> step(uri, new ReceiveCall(parts, system.id(), required(parameters, "keyField", uri)));
            case "wake-up" -> step(uri, exchange -> parts.wakeUps().ring(system.id()));
            default -> throw new IllegalArgumentException("HUB-ROUTE-014 there is no hub:" + kind);
        };
    }

    private Endpoint pull(String uri, SystemSettings system, Map<String, Object> parameters) {
        String stream = required(parameters, "stream", uri);
        boolean numbered = getAndRemoveParameter(parameters, "numbered", Boolean.class, false);
        return begin(
                uri,
                (endpoint, route) -> new WorkersConsumer(
                        endpoint,
                        route,
                        parts,
                        system.id(),
                        new PullStream(parts, system, stream, numbered),
                        system.mode() == Mode.OFF ? 0 : 1));
    }

    private Endpoint lookUp(String uri, SystemSettings system, Map<String, Object> parameters) {
        String stream = required(parameters, "stream", uri);
        String page = getAndRemoveParameter(parameters, "page", String.class, stream);
        return begin(
                uri,
                (endpoint, route) -> new WorkersConsumer(
                        endpoint,
                        route,
                        parts,
                        system.id(),
                        new AskLookups(parts, system, stream, page),
                        system.mode() == Mode.OFF ? 0 : 1));
    }

    private Endpoint holdings(String uri, SystemSettings system, Map<String, Object> parameters) {
        String stream = required(parameters, "stream", uri);
        boolean numbered = getAndRemoveParameter(parameters, "numbered", Boolean.class, false);
        String times = getAndRemoveParameter(parameters, "times", String.class, "yyyy-MM-dd'T'HH:mm:ssXXX");
        return question(
                uri, system, new Ask(stream, false, numbered, false, DateTimeFormatter.ofPattern(times, Locale.ROOT)));
    }

    private Endpoint holding(String uri, SystemSettings system, Map<String, Object> parameters) {
        String stream = required(parameters, "stream", uri);
        String by = getAndRemoveParameter(parameters, "by", String.class, "code");
        if (!by.equals("code") && !by.equals("reference")) {
            throw new IllegalArgumentException(
                    "HUB-ROUTE-020 " + uri + ": by=" + by + "; write by=code or by=reference");
        }
        return question(
                uri,
                system,
                new Ask(stream, true, false, by.equals("reference"), DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    }

    private Endpoint question(String uri, SystemSettings system, Ask ask) {
        return begin(uri, (endpoint, route) -> new HoldingsConsumer(endpoint, route, parts, system, ask));
    }

    private Endpoint deliver(String uri, SystemSettings system) {
        return begin(
                uri,
                (endpoint, route) -> new WorkersConsumer(
                        endpoint,
                        route,
                        parts,
                        system.id(),
                        new DeliverBatches(parts, system),
                        system.mode() == Mode.ON ? system.workers() : 0));
    }

    private Endpoint folder(String uri, SystemSettings system, Map<String, Object> parameters) {
        ReadFolder.Names names = new ReadFolder.Names(
                required(parameters, "include", uri),
                required(parameters, "done", uri),
                required(parameters, "read", uri),
                required(parameters, "unreadable", uri));
        return begin(
                uri,
                (endpoint, route) -> new WorkersConsumer(
                        endpoint,
                        route,
                        parts,
                        system.id(),
                        new ReadFolder(parts, system, names),
                        system.mode() == Mode.OFF ? 0 : 1));
    }

    private Endpoint file(String uri, SystemSettings system, Map<String, Object> parameters) {
        String separator = getAndRemoveParameter(parameters, "separator", String.class, ";");
        String columns = getAndRemoveParameter(parameters, "columns", String.class, "");
        return step(
                uri,
                new TakeFile(
                        parts,
                        system,
                        required(parameters, "stream", uri),
                        separator.charAt(0),
                        columns.isBlank() ? List.of() : List.of(columns.split(","))));
    }

    private Endpoint call(String uri, SystemSettings system, String transport, Supplier<FarSide> opening) {
        FarSide side = farSides.of(system.id() + ":" + transport, opening);
        return step(uri, exchange -> answer(exchange, side));
    }

    private static void answer(Exchange exchange, FarSide side) {
        exchange.getMessage().setBody(side.call(CallTemplate.of(exchange)));
    }

    private Endpoint soap(String uri, SystemSettings system, String wsdl) {
        return call(uri, system, "soap:" + wsdl, () -> new SoapFarSide(system, home.resolve(wsdl)));
    }

    private Path pack(SystemSettings system) {
        return home.resolve("mappings").resolve(system.id().value());
    }

    private Endpoint begin(String uri, HubEndpoint.Source source) {
        return new HubEndpoint(uri, this, source, null);
    }

    private Endpoint step(String uri, Processor step) {
        return new HubEndpoint(uri, this, null, step);
    }

    private String required(Map<String, Object> parameters, String name, String uri) {
        String value = getAndRemoveParameter(parameters, name, String.class);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("HUB-ROUTE-015 " + uri + " needs ?" + name + "=");
        }
        return value;
    }
}
