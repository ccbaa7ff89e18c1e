package vn.lienthong.hub.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.dossier.Violation.Nature;
import vn.lienthong.hub.intake.RegisterPage.Registered;
import vn.lienthong.hub.ledger.Collision;
import vn.lienthong.hub.ledger.HeldRecords;
import vn.lienthong.hub.ledger.HeldRecords.Held;
import vn.lienthong.hub.ledger.JdbcWatermarks;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.mapping.Mappings.Mapped;

/** Maps and checks a page in parallel, then registers it in one transaction with its watermark. */
@Component
class TakeIn implements Intake {
    private static final Logger LOG = LoggerFactory.getLogger(TakeIn.class);
    private static final int TRIES = 4;

    private final Mappings mappings;
    private final RegisterPage pages;
    private final HeldRecords held;
    private final JdbcWatermarks watermarks;
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final ObjectMapper json;
    private final WakeUp wakeUp;

    TakeIn(
            Mappings mappings,
            RegisterPage pages,
            HeldRecords held,
            JdbcWatermarks watermarks,
            TransactionTemplate transaction,
            JdbcTemplate jdbc,
            ObjectMapper json,
            WakeUp wakeUp) {
        this.mappings = mappings;
        this.pages = pages;
        this.held = held;
        this.watermarks = watermarks;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.json = json;
        this.wakeUp = wakeUp;
    }

    @Override
    public Taken page(SystemId system, String stream, List<SourceRecord> records, @Nullable WatermarkMove move) {
        boolean firstLoad = move != null && !watermarks.of(system, stream).loaded();
        List<ReadRecord> read = records.parallelStream()
                .map(r -> new ReadRecord(system, stream, r, map(system, stream, r.tree()), null, null, firstLoad))
                .toList();
        return taken(store(read, move == null ? Along.NOTHING : watermark(system, stream, move)));
    }

    private Along watermark(SystemId system, String stream, WatermarkMove move) {
        return (part, last, done) -> {
            if (last && !watermarks.move(system, stream, move.from(), move.to(), move.loaded())) {
                throw new WatermarkMoved(system, stream);
            }
        };
    }

    private static Taken taken(Registered r) {
        return new Taken(r.registered(), r.unchanged(), r.heldBack());
    }

    private Mapped map(SystemId system, String stream, JsonNode tree) {
        try {
            return mappings.from(system, stream, tree);
        } catch (Mappings.MappingFailed e) {
            return new Mapped(null, e.faults(), "");
        }
    }

    @Override
    public Received receive(SystemId system, String service, String key, JsonNode body) {
        List<Violation> malformed = mappings.inbound(system, service, body);
        if (!malformed.isEmpty()) {
            return new Received.Refused(malformed);
        }
        if (isKnown(system, key)) {
            return new Received.Known();
        }
        Mapped mapped = map(system, service, body);
        List<Violation> theirs = mapped.faults().stream()
                .filter(fault -> fault.nature() == Nature.MALFORMED)
                .toList();
        if (!theirs.isEmpty()) {
            return new Received.Refused(theirs);
        }
        ReadRecord record =
                new ReadRecord(system, service, new SourceRecord(key, bytes(body), body), mapped, null, null, false);
        Registered registered = store(List.of(record), Along.NOTHING);
        return registered.unchanged() > 0 ? new Received.Known() : new Received.Stored();
    }

    private boolean isKnown(SystemId system, String key) {
        return !jdbc.queryForList("select id from event where source = ? and source_key = ?", system.value(), key)
                        .isEmpty()
                || held.isKnown(system, key);
    }

    @Override
    public void holdAnswer(SystemId system, String stream, byte[] payload, Violation why) {
        String hash = ReadRecord.sha256(payload);
        transaction.executeWithoutResult(status -> held.holdAnswer(new HeldRecords.ToHold(
                system,
                stream,
                HeldRecords.ANSWER + hash.substring(0, 16),
                null,
                null,
                hash,
                payload,
                null,
                why.code(),
                why.path(),
                why.detail(),
                why.toString(),
                null,
                false)));
    }

    @Override
    public void readWell(SystemId system, String stream) {
        held.readWell(system, stream);
    }

    /** Replays held records in their order. @return how many passed */
    int replay(List<Held> records, @Nullable SystemId born) {
        List<ReadRecord> read = read(records);
        if (born != null) {
            read.forEach(record -> {
                if (record.mapped().canonical() instanceof ObjectNode canonical) {
                    canonical.put("born", born.value());
                }
            });
        }
        return replay(read, Along.NOTHING);
    }

    /** Registers together what was read of held records, in the order of the list. @return how many passed */
    int replay(List<ReadRecord> read, Along along) {
        Registered registered = store(read, along);
        return registered.registered() + registered.unchanged();
    }

    /** Maps held records with the mappings of today, in their order; those that are no record at all are left out. */
    List<ReadRecord> read(List<Held> records) {
        return records.parallelStream()
                .map(this::read)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<ReadRecord> read(Held record) {
        JsonNode tree = tree(record.read());
        if (tree == null || !tree.isObject()) {
            return Optional.empty();
        }
        return Optional.of(new ReadRecord(
                record.system(),
                record.stream(),
                new SourceRecord(record.key(), record.payload(), tree),
                map(record.system(), record.stream(), tree),
                record.id(),
                record.correction() == null ? null : record.correction().id(),
                record.firstLoad()));
    }

    /** Whether held bytes are one record, and not a whole answer that was no page. */
    boolean isRecord(byte[] payload) {
        JsonNode tree = tree(payload);
        return tree != null && tree.isObject();
    }

    private @Nullable JsonNode tree(byte[] payload) {
        try {
            return json.readTree(payload);
        } catch (IOException notOneRecord) {
            return null; // a whole answer that was no page: there is nothing to replay in it
        }
    }

    private Registered store(List<ReadRecord> page, Along along) {
        return store(page, true, along);
    }

    /**
     * Stores a part of a page; when it fails for what it holds, halves it until the one bad record is found and held.
     *
     * @param last whether it ends the page
     */
    private Registered store(List<ReadRecord> part, boolean last, Along along) {
        for (int attempt = 1; ; attempt++) {
            try {
                Registered done =
                        Objects.requireNonNull(transaction.execute(status -> inTransaction(part, last, along)));
                after(done);
                return done;
            } catch (DuplicateKeyException race) {
                // Two took in the same dossier at the same instant: the next try finds it. A key that always clashes is
                // a bad record.
                if (attempt == TRIES) {
                    return halve(part, last, along, race);
                }
            } catch (DataIntegrityViolationException
                    | IllegalArgumentException
                    | IllegalStateException
                    | NullPointerException
                    | ClassCastException bad) {
                return halve(part, last, along, bad);
            } catch (DataAccessException trouble) {
                if (attempt == TRIES || !Collision.is(trouble)) {
                    throw trouble;
                }
            }
        }
    }

    private Registered inTransaction(List<ReadRecord> part, boolean last, Along along) {
        Registered done = pages.register(part);
        along.with(part, last, done);
        return done;
    }

    private Registered halve(List<ReadRecord> part, boolean last, Along along, RuntimeException why) {
        if (part.isEmpty()) {
            throw why;
        }
        if (part.size() == 1) {
            ReadRecord bad = part.get(0);
            LOG.error(
                    "HUB-INT-002 {}/{} record {} cannot be registered and is held",
                    bad.system(),
                    bad.stream(),
                    bad.source().key(),
                    why);
            Violation fault = Violation.faultyPack(
                    "HUB-INT-002",
                    "",
                    "a record that can be stored",
                    why.getClass().getSimpleName());
            ReadRecord unreadable =
                    bad.mapped(new Mapped(null, List.of(fault), bad.mapped().version()));
            return Objects.requireNonNull(
                    transaction.execute(status -> inTransaction(List.of(unreadable), last, along)));
        }
        int half = part.size() / 2;
        Registered first = store(part.subList(0, half), false, along);
        Registered second = store(part.subList(half, part.size()), last, along);
        return new Registered(
                first.registered() + second.registered(),
                first.unchanged() + second.unchanged(),
                first.heldBack() + second.heldBack(),
                Set.of(),
                Set.of());
    }

    /** Wakes the deliveries and lets go what waited for codes that are known now. */
    private void after(Registered done) {
        if (!done.toldSystems().isEmpty()) {
            wakeUp.planned(done.toldSystems());
        }
        if (!done.newNames().isEmpty() && held.anyWaiting()) {
            List<Held> freed = held.waitingFor(done.newNames());
            if (!freed.isEmpty()) {
                transaction.executeWithoutResult(status -> held.known(done.newNames()));
                replay(freed, null);
            }
        }
    }

    private byte[] bytes(JsonNode tree) {
        try {
            return json.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
