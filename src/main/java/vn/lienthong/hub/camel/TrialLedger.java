package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.Trial.Read;
import vn.lienthong.hub.camel.Trial.Stream;
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
import vn.lienthong.hub.mapping.Mappings.Mapped;
import vn.lienthong.hub.systems.FarSideFault;

/**
 * Stands where a hub has its ledger: maps and checks what is pulled, keeps it in memory and nowhere else. Its lease is the
 * brake: a stream that has read its pages gets it no more. One thread.
 */
class TrialLedger implements Intake, Watermarks, Leases, Lookups, Deliveries {
    private final Mappings mappings;
    private final int pages;
    private final Map<String, Stream> streams = new LinkedHashMap<>();
    private final List<Violation> answers = new ArrayList<>();

    /** @param pages of each stream at most */
    TrialLedger(Mappings mappings, int pages) {
        this.mappings = mappings;
        this.pages = pages;
    }

    List<Stream> streams() {
        return List.copyOf(streams.values());
    }

    /** What was no page, or no file that can be read. */
    List<Violation> answers() {
        return List.copyOf(answers);
    }

    @Override
    public Taken page(SystemId system, String stream, List<SourceRecord> records, @Nullable WatermarkMove move) {
        Stream before = streams.getOrDefault(stream, new Stream(stream, 0, false, List.of()));
        if (before.pages() >= pages) {
            streams.put(stream, new Stream(stream, before.pages(), false, before.records()));
            return new Taken(0, 0, 0);
        }
        List<Read> read = records.parallelStream()
                .map(record -> read(system, stream, record))
                .collect(Collectors.toCollection(ArrayList::new));
        read.addAll(0, before.records());
        boolean end = move == null || move.loaded();
        streams.put(stream, new Stream(stream, before.pages() + 1, end, read));
        return new Taken(records.size(), 0, 0);
    }

    private Read read(SystemId system, String stream, SourceRecord record) {
        try {
            Mapped mapped = mappings.from(system, stream, record.tree());
            return new Read(record.key(), record.tree(), mapped.canonical(), mapped.faults());
        } catch (Mappings.MappingFailed failed) {
            return new Read(record.key(), record.tree(), null, failed.faults());
        }
    }

    @Override
    public Received receive(SystemId system, String service, String key, JsonNode body) {
        throw new UnsupportedOperationException("a trial takes no calls");
    }

    @Override
    public void holdAnswer(SystemId system, String stream, byte[] payload, Violation why) {
        answers.add(why);
    }

    @Override
    public void readWell(SystemId system, String stream) {
        // an answer that was no page stays in the report
    }

    @Override
    public Watermark of(SystemId system, String stream) {
        return new Watermark(null, false);
    }

    /** {@code pull:<system>:<stream>}, {@code pull:<system>:files}. */
    @Override
    public boolean take(String name, String owner, Duration time) {
        String stream = name.substring(name.lastIndexOf(':') + 1);
        if (!stream.equals("files")) {
            Stream read = streams.get(stream);
            return read == null || read.pages() < pages;
        }
        boolean full = streams.values().stream().anyMatch(read -> read.pages() >= pages);
        if (full) {
            streams.replaceAll((file, read) -> new Stream(file, read.pages(), false, read.records()));
        }
        return !full;
    }

    @Override
    public void release(String name, String owner) {
        // nothing is held
    }

    @Override
    public Optional<Lookup> next(SystemId asked) {
        return Optional.empty();
    }

    @Override
    public void found(Lookup lookup, String stream, SourceRecord record) {
        throw new UnsupportedOperationException("a trial asks for no single dossier");
    }

    @Override
    public void absent(Lookup lookup) {
        throw new UnsupportedOperationException("a trial asks for no single dossier");
    }

    @Override
    public void failed(Lookup lookup, FarSideFault fault) {
        throw new UnsupportedOperationException("a trial asks for no single dossier");
    }

    @Override
    public Optional<Batch> take(SystemId system) {
        return Optional.empty();
    }

    @Override
    public void settle(Batch batch, JsonNode answer) {
        throw new UnsupportedOperationException("a trial delivers nothing");
    }

    @Override
    public void failed(Batch batch, FarSideFault fault) {
        throw new UnsupportedOperationException("a trial delivers nothing");
    }

    @Override
    public void giveBack(Batch batch) {
        throw new UnsupportedOperationException("a trial delivers nothing");
    }

    @Override
    public void ended(SystemId system) {
        // nothing is held
    }
}
