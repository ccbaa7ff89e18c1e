package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultComponent;
import vn.lienthong.hub.camel.HoldingsConsumer.Ask;
import vn.lienthong.hub.camel.files.CsvFile;
import vn.lienthong.hub.camel.files.ExcelFile;
import vn.lienthong.hub.camel.files.FarFolder;
import vn.lienthong.hub.camel.files.FileFarSide;
import vn.lienthong.hub.camel.files.FileFormat;
import vn.lienthong.hub.camel.files.FixedWidthFile;
import vn.lienthong.hub.camel.files.JsonFile;
import vn.lienthong.hub.camel.files.XmlFile;
import vn.lienthong.hub.camel.http.HttpFarSide;
import vn.lienthong.hub.camel.soap.SoapFarSide;
import vn.lienthong.hub.camel.sql.SqlFarSide;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.FixedWidth;
import vn.lienthong.hub.systems.FarSide;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Mode;

/**
 * The scheme {@code hub:} of the routes.
 *
 * <table>
 * <caption>A route begins with</caption>
 * <tr><td>{@code hub:pull?system&stream[&by=cursor|log|page|since]}</td><td>reads a stream; headers HubAfter, HubPageSize,
 * HubPage, HubAfterKey. since: {@code times}, {@code overlap}; page: {@code firstPage}, {@code again}</td></tr>
 * <tr><td>{@code hub:look-up?system&stream[&page]}</td><td>asks about one code; header HubCode</td></tr>
 * <tr><td>{@code hub:holdings?system&stream[&by=window|log&times]}</td><td>asks for a list of what the system holds; headers
 * HubAfter, HubPageSize, HubFrom, HubTo, HubPage</td></tr>
 * <tr><td>{@code hub:holding?system&stream[&by=reference]}</td><td>asks whether it holds one dossier; header
 * HubCode</td></tr>
 * <tr><td>{@code hub:folder?system&include[&done|&quiet]&read&unreadable}</td><td>files of a folder; body = bytes, header
 * HubFile</td></tr>
 * <tr><td>{@code hub:inbound?system}</td><td>a call that comes in below the system's inbound path</td></tr>
 * <tr><td>{@code hub:deliver?system}</td><td>sends what is due; body = the call, header HubPhase</td></tr>
 * <tr><td>{@code hub:wake-ups}</td><td>body = id of a system that has something due</td></tr>
 * </table>
 *
 * <table>
 * <caption>Steps</caption>
 * <tr><td>{@code hub:http?system[&get|&ask]}</td><td>call → answer, JSON over HTTP. {@code get} makes a call of a path with
 * places, {@code ask} lets {@code ask/<ask>.jslt} make it; without, the call is the body</td></tr>
 * <tr><td>{@code hub:soap?system&wsdl[&port&ask]}</td><td>call → answer, an operation of the WSDL (path from the root)</td></tr>
 * <tr><td>{@code hub:sql?system[&statement|&ask]}</td><td>call → answer, a statement on a database</td></tr>
 * <tr><td>{@code hub:receive?system&keyField}</td><td>takes an inbound call behind hub:inbound</td></tr>
 * <tr><td>{@code hub:files?system[&into&done]}</td><td>call → answer, a file in the system's folder</td></tr>
 * <tr><td>{@code hub:file?system&stream&format=csv|fixed|xml|json|excel}</td><td>takes the records of a file in. csv:
 * {@code separator}, {@code columns}; fixed: {@code fields}, {@code skip}; xml: {@code element}, {@code lists}; json:
 * {@code records}; excel: {@code sheet}, {@code header}, {@code columns}</td></tr>
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
            case "http" ->
                call(uri, system, "http", makeCall(system, parameters), () -> new HttpFarSide(system, parts.clock()));
            case "soap" -> soap(uri, system, parameters);
            case "sql" ->
                call(uri, system, "sql", makeCall(system, parameters), () -> new SqlFarSide(system, pack(system)));
            case "files" -> files(uri, system, parameters);
            case "inbound" -> inbound(uri, system);
            case "receive" -> step(uri, new ReceiveCall(parts, system.id(), required(parameters, "keyField", uri)));
            case "wake-up" -> step(uri, exchange -> parts.wakeUps().ring(system.id()));
            default -> throw new IllegalArgumentException("HUB-ROUTE-014 there is no hub:" + kind);
        };
    }

    private Endpoint pull(String uri, SystemSettings system, Map<String, Object> parameters) {
        String stream = required(parameters, "stream", uri);
        ReadBy by = readBy(uri, system, parameters);
        return work(uri, system, () -> new PullStream(parts, system, stream, by), readers(system));
    }

    private ReadBy readBy(String uri, SystemSettings system, Map<String, Object> parameters) {
        String written = text(parameters, "by", "cursor");
        for (ReadBy.Kind kind : ReadBy.Kind.values()) {
            if (kind.name().equalsIgnoreCase(written)) {
                return new ReadBy(
                        kind,
                        getAndRemoveParameter(parameters, "overlap", Duration.class, Duration.ofSeconds(75)),
                        new FarTimes(text(parameters, "times", ReadBy.ISO), system.zone()),
                        getAndRemoveParameter(parameters, "firstPage", int.class, 1),
                        getAndRemoveParameter(parameters, "again", boolean.class, true));
            }
        }
        throw new IllegalArgumentException(
                "HUB-ROUTE-020 " + uri + ": by=" + written + "; write by=cursor, by=log, by=page or by=since");
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
        boolean log = isSecond(parameters, "window", "log", uri);
        String times = text(parameters, "times", ReadBy.ISO);
        return question(uri, system, new Ask(stream, false, log, false, new FarTimes(times, system.zone())));
    }

    private Endpoint holding(String uri, SystemSettings system, Map<String, Object> parameters) {
        String stream = required(parameters, "stream", uri);
        boolean reference = isSecond(parameters, "code", "reference", uri);
        return question(uri, system, new Ask(stream, true, false, reference, new FarTimes(ReadBy.ISO, system.zone())));
    }

    /** Reads {@code by}, which is one of two words; the first when it is not given. */
    private boolean isSecond(Map<String, Object> parameters, String first, String second, String uri) {
        String by = text(parameters, "by", first);
        if (!by.equals(first) && !by.equals(second)) {
            throw new IllegalArgumentException(
                    "HUB-ROUTE-020 " + uri + ": by=" + by + "; write by=" + first + " or by=" + second);
        }
        return by.equals(second);
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
                text(parameters, "done", ""),
                getAndRemoveParameter(parameters, "quiet", Duration.class, Duration.ofSeconds(10)),
                required(parameters, "read", uri),
                required(parameters, "unreadable", uri));
        return work(
                uri,
                system,
                () -> new ReadFolder(parts, system, new FarFolder(system), names, movesFiles()),
                readers(system));
    }

    private Endpoint file(String uri, SystemSettings system, Map<String, Object> parameters) {
        return step(
                uri, new TakeFile(parts, system, required(parameters, "stream", uri), format(uri, system, parameters)));
    }

    private FileFormat format(String uri, SystemSettings system, Map<String, Object> parameters) {
        String charset = Objects.requireNonNullElse(system.charset(), "UTF-8");
        String format = required(parameters, "format", uri);
        return switch (format) {
            case "csv" -> new CsvFile(charset, separator(text(parameters, "separator", ";")), columns(parameters));
            case "fixed" ->
                new FixedWidthFile(
                        charset,
                        new FixedWidth(
                                required(parameters, "fields", uri),
                                getAndRemoveParameter(parameters, "skip", int.class, 0)));
            case "xml" ->
                new XmlFile(required(parameters, "element", uri), Set.copyOf(list(text(parameters, "lists", ""))));
            case "json" -> new JsonFile(text(parameters, "records", "/"));
            case "excel" ->
                new ExcelFile(
                        text(parameters, "sheet", ""),
                        getAndRemoveParameter(parameters, "header", int.class, 1),
                        columns(parameters));
            default ->
                throw new IllegalArgumentException(
                        "HUB-ROUTE-020 " + uri + ": format=" + format + "; write csv, fixed, xml, json or excel");
        };
    }

    private static char separator(String written) {
        return written.equals("tab") ? '\t' : written.charAt(0);
    }

    private List<String> columns(Map<String, Object> parameters) {
        return list(text(parameters, "columns", ""));
    }

    private static List<String> list(String written) {
        return Arrays.stream(written.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private Endpoint files(String uri, SystemSettings system, Map<String, Object> parameters) {
        String into = text(parameters, "into", "");
        String done = text(parameters, "done", "");
        return call(
                uri,
                system,
                "files:" + into + ":" + done,
                MakeCall.brought(),
                () -> new FileFarSide(system, new FarFolder(system), into, done));
    }

    /** Calls that come in below the path of the settings; the last part of the path is the service. */
    private Endpoint inbound(String uri, SystemSettings system) {
        SystemSettings.Inbound inbound = system.inbound();
        if (inbound == null) {
            throw new IllegalArgumentException("HUB-ROUTE-023 " + system.id() + " has no inbound path; write"
                    + " hub.systems." + system.id() + ".inbound: {path: /.., token: ${..}}");
        }
        String place = "platform-http:" + inbound.path() + "/{service}?httpMethodRestrict=POST";
        return begin(
                uri, (endpoint, route) -> getCamelContext().getEndpoint(place).createConsumer(route));
    }

    /** What a step sends: the call that it is told to make, else the one that came along. */
    private MakeCall makeCall(SystemSettings system, Map<String, Object> parameters) {
        String get = text(parameters, "get", "");
        String statement = text(parameters, "statement", "");
        String ask = text(parameters, "ask", "");
        if (!get.isEmpty()) {
            return MakeCall.get(get);
        }
        if (!statement.isEmpty()) {
            return MakeCall.statement(statement);
        }
        return ask.isEmpty() ? MakeCall.brought() : MakeCall.asked(parts.mappings(), system.id(), ask);
    }

    private Endpoint call(
            String uri, SystemSettings system, String transport, MakeCall calls, Supplier<FarSide> opening) {
        FarSide side = farSides.of(system.id() + ":" + transport, opening);
        return step(uri, exchange -> exchange.getMessage().setBody(side.call(calls.of(exchange))));
    }

    private Endpoint soap(String uri, SystemSettings system, Map<String, Object> parameters) {
        String wsdl = required(parameters, "wsdl", uri);
        String port = text(parameters, "port", "");
        Object ask = parameters.getOrDefault("ask", "");
        MakeCall calls = makeCall(system, parameters);
        FarSide side = farSides.of(
                system.id() + ":soap:" + wsdl + ":" + port, () -> new SoapFarSide(system, home.resolve(wsdl), port));
        return step(uri, exchange -> {
            JsonNode answer = side.call(calls.of(exchange));
            if (!ask.equals("") && answer.at("/fault/code").asText("").equals(SoapFarSide.NOT_SENT)) {
                // no answer of the far side, but a fault of the pack
                throw new RouteFailed("HUB-SOAP-010 nothing was sent to " + system.id() + "; correct mappings/"
                        + system.id() + "/ask/" + ask + ".jslt: "
                        + answer.at("/fault/message").asText(""));
            }
            exchange.getMessage().setBody(answer);
        });
    }

    private Path pack(SystemSettings system) {
        return home.resolve("mappings").resolve(system.id().value());
    }

    private Endpoint work(String uri, SystemSettings system, Supplier<Work> work, int workers) {
        return begin(uri, (endpoint, route) -> worker(endpoint, route, system.id(), work.get(), workers));
    }

    /** What begins a route that does work by itself. */
    Consumer worker(Endpoint endpoint, Processor route, SystemId system, Work work, int workers) {
        return new WorkersConsumer(endpoint, route, parts, system, work, workers);
    }

    /** Whether files that were read are put aside. */
    boolean movesFiles() {
        return true;
    }

    /** Of a system that is off nothing is read. */
    private static int readers(SystemSettings system) {
        return system.mode() == Mode.OFF ? 0 : 1;
    }

    private Endpoint begin(String uri, HubEndpoint.Source source) {
        return new HubEndpoint(uri, this, source, null);
    }

    private Endpoint step(String uri, Processor step) {
        return new HubEndpoint(uri, this, null, step);
    }

    private String text(Map<String, Object> parameters, String name, String otherwise) {
        String value = getAndRemoveParameter(parameters, name, String.class);
        return value == null || value.isBlank() ? otherwise : value;
    }

    private String required(Map<String, Object> parameters, String name, String uri) {
        String value = getAndRemoveParameter(parameters, name, String.class);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("HUB-ROUTE-015 " + uri + " needs ?" + name + "=");
        }
        return value;
    }
}
