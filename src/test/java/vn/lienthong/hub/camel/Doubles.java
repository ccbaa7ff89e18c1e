package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import vn.lienthong.hub.delivery.Deliveries;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.intake.Intake;
import vn.lienthong.hub.intake.Lookups;
import vn.lienthong.hub.intake.SourceRecord;
import vn.lienthong.hub.intake.WatermarkMove;
import vn.lienthong.hub.ledger.Leases;
import vn.lienthong.hub.ledger.Watermarks;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemStates;

/** The ledger's side of the routes, in memory. What happens is said in a queue, one line a call. */
class Doubles implements Intake, Watermarks, Leases, Deliveries, Lookups, Mappings {
    final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    final ConcurrentHashMap<String, Watermark> marks = new ConcurrentHashMap<>();
    final Deque<Batch> due = new ArrayDeque<>();
    final Deque<Lookup> questions = new ArrayDeque<>();
    final SystemStates states = new SystemStates(Clock.systemUTC());
    volatile boolean leased = true;
    volatile RuntimeException ledgerFault;
    private final Set<String> answersHeld = ConcurrentHashMap.newKeySet();
    private final List<SystemSettings> systems;

    Doubles(SystemSettings... systems) {
        this.systems = Arrays.asList(systems);
    }

    HubParts parts() {
        FarSystems known = new FarSystems() {
            @Override
            public Collection<SystemSettings> all() {
                return systems;
            }

            @Override
            public Optional<SystemSettings> find(SystemId id) {
                return systems.stream().filter(system -> system.id().equals(id)).findFirst();
            }
        };
        return new HubParts(
                known,
                this,
                this,
                this,
                this,
                this,
                this,
                new WakeUps(),
                new Paces(System::nanoTime),
                new Questions(),
                states,
                Clock.systemUTC(),
                RandomGenerator.getDefault(),
                "node");
    }

    /** The next thing said, at most ten seconds from now. */
    String next() throws InterruptedException {
        return said.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public Taken page(SystemId system, String stream, List<SourceRecord> records, WatermarkMove move) {
        if (ledgerFault != null) {
            RuntimeException fault = ledgerFault;
            ledgerFault = null;
            throw fault;
        }
        if (move != null) {
            if (!Objects.equals(of(system, stream).value(), move.from())) {
                throw new WatermarkMoved(system, stream);
            }
            marks.put(system + "/" + stream, new Watermark(move.to(), move.loaded()));
        }
        said.add("page " + records.stream().map(SourceRecord::key).toList()
                + (move == null ? "" : " " + move.from() + ">" + move.to() + (move.loaded() ? " loaded" : "")));
        return new Taken(records.size(), 0, 0);
    }

    @Override
    public Received receive(SystemId system, String service, String key, JsonNode body) {
        said.add("receive " + service + " " + key);
        return new Received.Stored();
    }

    @Override
    public void holdAnswer(SystemId system, String stream, byte[] payload, Violation why) {
        said.add("hold " + new String(payload));
        answersHeld.add(stream);
    }

    @Override
    public void readWell(SystemId system, String stream) {
        if (answersHeld.remove(stream)) {
            said.add("read well " + stream);
        }
    }

    @Override
    public Watermark of(SystemId system, String stream) {
        return marks.getOrDefault(system + "/" + stream, new Watermark(null, false));
    }

    @Override
    public boolean take(String name, String owner, Duration time) {
        return leased;
    }

    @Override
    public void release(String name, String owner) {
        said.add("release " + name);
    }

    @Override
    public synchronized Optional<Batch> take(SystemId system) {
        return Optional.ofNullable(due.poll());
    }

    @Override
    public void settle(Batch batch, JsonNode answer) {
        said.add("settle " + batch.token() + " " + answer);
    }

    @Override
    public void failed(Batch batch, FarSideFault fault) {
        said.add("failed " + batch.token() + " " + fault.kind());
    }

    @Override
    public void giveBack(Batch batch) {
        said.add("back " + batch.token());
    }

    @Override
    public void ended(SystemId system) {
        said.add("ended " + system);
    }

    @Override
    public synchronized Optional<Lookup> next(SystemId asked) {
        return Optional.ofNullable(questions.poll());
    }

    @Override
    public void found(Lookup lookup, String stream, SourceRecord record) {
        said.add("found " + lookup.code() + " " + stream + " " + record.tree());
    }

    @Override
    public void absent(Lookup lookup) {
        said.add("absent " + lookup.code());
    }

    @Override
    public void failed(Lookup lookup, FarSideFault fault) {
        said.add("look-up failed " + fault.kind());
    }

    @Override
    public Mapped from(SystemId system, String stream, JsonNode tree) {
        throw new UnsupportedOperationException("no test of a route maps a record");
    }

    /** As the one-stop's page mapping: rows, next, more; an unknown cursor begins anew. */
    @Override
    public Page page(SystemId system, String stream, JsonNode answer) {
        if (answer.path("status").asInt() == 422) {
            return new Page(List.of(), "", true);
        }
        if (!answer.path("body").has("rows")) {
            throw new MappingFailed(List.of(Violation.malformed("HUB-MAP-009", "/", "rows", "none")));
        }
        List<PageRecord> records = new ArrayList<>();
        answer.path("body")
                .path("rows")
                .forEach(row -> records.add(
                        new PageRecord(row.asText(), row.isNumber() ? row.longValue() : null, row.asText(), row)));
        JsonNode next = answer.path("body").path("next");
        return new Page(
                records,
                next.isMissingNode() ? null : next.asText(),
                answer.path("body").path("more").asBoolean());
    }

    @Override
    public Holdings holdings(SystemId system, String stream, JsonNode answer) {
        throw new UnsupportedOperationException("no test asks what a system holds");
    }

    @Override
    public JsonNode ask(SystemId system, String stream, JsonNode places) {
        throw new UnsupportedOperationException("no test asks by a mapping");
    }

    @Override
    public JsonNode body(SystemId system, String what, JsonNode telling) {
        return telling;
    }

    @Override
    public JsonNode call(SystemId system, JsonNode rows) {
        return rows;
    }

    @Override
    public JsonNode outcomes(SystemId system, JsonNode answer) {
        return answer;
    }

    @Override
    public List<Violation> inbound(SystemId system, String service, JsonNode body) {
        return List.of();
    }

    @Override
    public boolean serves(SystemId system, String service) {
        return service.equals("known");
    }

    @Override
    public List<Violation> faults(SystemId system) {
        return List.of();
    }
}
